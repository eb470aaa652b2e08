"""What is raised when SQLite cannot make sense of its own file."""

from eventsourcing.persistence import DatabaseError

from minqing_core.kernel.refusals import DamagedRecordError


class MalformedDatabaseError(DatabaseError, DamagedRecordError):
    """The file is damaged: to the library an error of the database, to people a broken record."""

    code = "database-damaged"

    def __str__(self) -> str:
        return f"数据库文件已损坏（{self.args[0]}）；请保留现场，由备份恢复（minqing restore）"
