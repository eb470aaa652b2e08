"""Why a file cannot be read or written."""

from minqing_core.kernel.refusals import RefusalError


class FileMissingError(RefusalError):
    """There is no such file."""

    kind = "not-found"
    code = "file-missing"
    text = "没有文件 {path}"


class FileUnreadableError(RefusalError):
    """The file is not what its name says, or is damaged."""

    code = "file-unreadable"
    text = "{path} 无法读取：{why}"


class FileTooLargeError(RefusalError):
    """The file is larger, packed or unpacked, than what is taken in."""

    code = "file-too-large"
    text = "{path} {what}超过上限 {most}，请分成几个文件"


class FormatUnknownError(RefusalError):
    """Files of this kind are not read."""

    code = "format-unknown"
    text = "{path} 的格式不能导入，请用 .xlsx、.xls、.ods 或 .csv"


class CharactersError(RefusalError):
    """The bytes of a text file are no text in any known encoding."""

    code = "characters-unreadable"
    text = "{path} 第 {row} 行有不能识别的字节（0x{byte:02X}），请用 UTF-8 或 GB18030 重新保存"


class RowUnreadableError(RefusalError):
    """A row of a text file is not written as rows are."""

    code = "row-unreadable"
    text = "{path} 第 {row} 行写法有误，请检查引号是否成对"


class SheetUnknownError(RefusalError):
    """The workbook has no sheet of that name."""

    kind = "not-found"
    code = "sheet-unknown"
    text = "{path} 中没有工作表「{sheet}」，现有：{known}"


class SheetEmptyError(RefusalError):
    """There is nothing in the file."""

    code = "sheet-empty"
    text = "{path} 是空的，没有表头和内容"


class ExcelAbsentError(RefusalError):
    """What reads and writes workbooks is not installed."""

    kind = "conflict"
    code = "excel-absent"
    text = "读写 Excel 文件须另行安装：pip install 'minqing[excel]'"


class FileUnwritableError(RefusalError):
    """The file cannot be written there."""

    kind = "conflict"
    code = "file-unwritable"
    text = "不能写入 {path}：{why}"


class MappingUnreadableError(RefusalError):
    """The mapping file is not written as mapping files are."""

    code = "mapping-unreadable"
    text = "映射文件 {path} 无法读取：{why}"


class PdfAbsentError(RefusalError):
    """What makes PDF is not installed."""

    code = "pdf-absent"
    text = "尚未安装制作 PDF 的部件，请安装 minqing[pdf]"


class WordAbsentError(RefusalError):
    """What makes Word files is not installed."""

    code = "word-absent"
    text = "尚未安装制作 Word 文件的部件，请安装 minqing[word]"


class TemplateUnfitError(RefusalError):
    """A template cannot be filled in."""

    code = "template-unfit"
    text = "模板 {path} 不能使用：{why}"


class ParquetAbsentError(RefusalError):
    """What writes Parquet files and answers questions over them is not installed."""

    kind = "conflict"
    code = "parquet-absent"
    text = "统计文件（Parquet）须另行安装：pip install 'minqing[city]'"


class TownUnnamedError(RefusalError):
    """The record names no town, so that nobody could tell its files from those of another."""

    kind = "conflict"
    code = "town-unnamed"
    text = "花名册中没有镇一级的单位，不知道是哪个镇的统计"


class NothingExportedError(RefusalError):
    """There is no file of statistics in the folder."""

    kind = "not-found"
    code = "nothing-exported"
    text = "{folder} 中没有统计文件；请在各镇运行 minqing export parquet --out 目录，再放到一起"
