"""Which command does which use case: the one of its name, with few exceptions."""

from collections.abc import Mapping

from minqing_core.application.catalogue import CATALOGUE

OTHERWISE: Mapping[str, str] = {
    "import.roster-check": "import roster check",
    "import.roster-apply": "import roster apply",
    "powers.list": "powers",
    "backup.drill": "restore",
    "appraisal.summary-issue": "appraisal summary issue",
    "appraisal.summary-show": "appraisal summary show",
}
COMMANDS: Mapping[str, str] = {
    name: OTHERWISE.get(name, name.replace(".", " ")) for name in CATALOGUE
}
