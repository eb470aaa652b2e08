"""The only wiring: from the address of a store to an office."""

import os
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from minqing_core.application.high_water import require_high_water
from minqing_core.application.office import Office, Progress
from minqing_core.application.ports import Clock
from minqing_core.application.tables import clear_foreign
from minqing_core.kernel.refusals import DamagedRecordError, RefusalError
from minqing_core.kernel.subjects import PRIVACY
from minqing_core.persistence.access_log import open_access_log
from minqing_core.persistence.account_tables import open_accounts
from minqing_core.persistence.api_keys import open_api_keys
from minqing_core.persistence.checkpoint_files import CheckpointFiles
from minqing_core.persistence.credentials import StoredCredentials
from minqing_core.persistence.known_versions import RememberedVersions
from minqing_core.persistence.private_files import remove
from minqing_core.persistence.sealed_keys import VaultKeys
from minqing_core.persistence.sessions import StoredSessions
from minqing_core.persistence.settings import Settings, location, settings
from minqing_core.persistence.store import create_store, open_log
from minqing_core.persistence.view_store import open_views
from minqing_core.persistence.webhooks import open_webhooks
from minqing_core.views.schema import TABLES

if TYPE_CHECKING:
    from minqing_core.application.checkup import Check
    from minqing_core.application.city.office import City
    from minqing_core.application.cosigning import Ask, Cosigner
    from minqing_core.application.founding import Founded
    from minqing_core.application.signing import CheckpointSigner
    from minqing_core.application.witnessing import Witness
    from minqing_core.backups.events import DrillHeld
    from minqing_core.integrity.note import Signer, VerifierKey


def wall_clock() -> datetime:
    """Return the instant it is, by this machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 - the one place where the time comes in


def open_office(
    url: str,
    *,
    key_file: Path | None = None,
    clock: Clock = wall_clock,
    progress: Progress = lambda _done, _all: None,
    create: bool = False,
    checkpoints: Path | None = None,
    short: bool = False,
) -> Office:
    """Open the office whose record lies at an address.

    Args:
        url: ``sqlite:///town.db``, a path, ``postgresql://…``, or ``memory:`` for an empty
            record that is gone when the office is closed.
        key_file: the master key that seals personal data; beside a SQLite store by default.
        clock: gives the instant it is, with a time zone.
        progress: told how far long work has come, as done and all.
        create: make the store first.
        checkpoints: the folder where checkpoints are kept, if there is one.
        short: open a record that ends before its last checkpoint too, to put that on record.

    Raises:
        RefusalError: there is no store at the address, or it cannot be opened.
        CheckpointsAwayError: the folder of checkpoints is not there.
        LogShorterError: the record ends before the last checkpoint.
    """
    place = settings(url, key_file)
    if create:
        create_store(place, clock)
    log = open_log(place, clock)
    views, keys = open_views(place.views, TABLES), open_api_keys(place)
    access, accounts = open_access_log(place), open_accounts(place)
    webhooks, kept = open_webhooks(place), CheckpointFiles(checkpoints)
    closing = ExitStack()
    for part in (log, views, keys, webhooks, accounts, access):
        closing.callback(part.close)
    sealed = VaultKeys(log)
    office = Office(
        log=log,
        views=views,
        sealed=sealed,
        known=RememberedVersions(log, sealed),
        keys=keys,
        access=access,
        credentials=StoredCredentials(accounts, log.vault),
        sessions=StoredSessions(accounts),
        webhooks=webhooks,
        checkpoints=kept,
        verifier=verifier,
        now=clock,
        progress=progress,
        close=closing.close,
    )
    try:
        if not short:
            require_high_water(log, kept)
        with suppress(DamagedRecordError):
            clear_foreign(office)
            _carry_out(office)
    except BaseException:
        closing.close()
        raise
    return office


def _carry_out(office: Office) -> None:
    noted = office.sealed.carried_out()
    due = office.log.scan(noted, prefix=PRIVACY)
    if noted > office.log.size() or next(iter(due), None) is not None:
        from minqing_core.application.privacy_keeping import carry_out  # noqa: PLC0415 - rarely

        carry_out(office)


def verifier() -> bytes:
    """Read the verifier that is handed out with a bundle."""
    from importlib.resources import files  # noqa: PLC0415 - only for a bundle

    return files("minqing_verify").joinpath("verify.py").read_bytes()


def make_signer(key_file: Path, origin: str, memory: Path | None = None) -> "VerifierKey":
    """Make the key that signs checkpoints, and the file that remembers what was signed.

    Raises:
        RefusalError: one of them is there already, or cannot be written.
    """
    from minqing_core.integrity.merkle import Frontier  # noqa: PLC0415 - only to sign
    from minqing_core.persistence.secret_keys import SigningKeyExistsError  # noqa: PLC0415
    from minqing_core.persistence.signer_memory import SignerMemory  # noqa: PLC0415
    from minqing_core.persistence.signing_key import make_signing_key  # noqa: PLC0415

    beside = memory or memory_beside(key_file)
    if beside.exists():
        raise SigningKeyExistsError(path=beside)
    made = make_signing_key(key_file, origin)
    try:
        SignerMemory(beside).write(Frontier())
    except BaseException:
        key_file.unlink()
        raise
    return made.key


def make_sm2_signer(key_file: Path, origin: str) -> "VerifierKey":
    """Make a key that signs checkpoints by SM2 beside the other.

    Raises:
        RefusalError: it is there already, cannot be written, or the extra is not installed.
    """
    from minqing_core.persistence.sm2_key import make_sm2_key  # noqa: PLC0415 - an extra

    return make_sm2_key(key_file, origin).key


def signing_key(key_file: Path) -> "VerifierKey":
    """Return what others check checkpoints by."""
    from minqing_core.persistence.signing_key import read_signing_key  # noqa: PLC0415

    return read_signing_key(key_file).key


def open_signer(
    url: str,
    *,
    key_file: Path,
    checkpoints: Path,
    memory: Path | None = None,
    sm2_key: Path | None = None,
) -> "CheckpointSigner":
    """Open what signs checkpoints of the record at an address, which it can only read.

    Raises:
        RefusalError: there is no store at the address, or no key in the file.
    """
    from minqing_core.application.signing import CheckpointSigner  # noqa: PLC0415
    from minqing_core.persistence.log_reading import LogReader  # noqa: PLC0415
    from minqing_core.persistence.signer_memory import SignerMemory  # noqa: PLC0415
    from minqing_core.persistence.signing_key import read_signing_key  # noqa: PLC0415

    signers: list[Signer] = [read_signing_key(key_file)]
    if sm2_key is not None:
        from minqing_core.persistence.sm2_key import read_sm2_key  # noqa: PLC0415 - an extra

        signers.append(read_sm2_key(sm2_key))
    return CheckpointSigner(
        LogReader(url),
        tuple(signers),
        SignerMemory(memory or memory_beside(key_file)),
        CheckpointFiles(checkpoints),
    )


def make_witness(key_file: Path, name: str) -> "VerifierKey":
    """Make the key of a witness, and the file that remembers what it cosigned.

    Raises:
        RefusalError: one of them is there already, or cannot be written.
    """
    from minqing_core.integrity.note import COSIGNATURE  # noqa: PLC0415 - only to witness
    from minqing_core.persistence.secret_keys import SigningKeyExistsError  # noqa: PLC0415
    from minqing_core.persistence.signing_key import make_signing_key  # noqa: PLC0415
    from minqing_core.persistence.witness_memory import StoredWitnessMemory  # noqa: PLC0415

    memory = witnessed_beside(key_file)
    if memory.exists():
        raise SigningKeyExistsError(path=memory)
    made = make_signing_key(key_file, name, COSIGNATURE)
    try:
        StoredWitnessMemory.made(memory).close()
    except BaseException:
        key_file.unlink()
        raise
    return made.key


def open_witness(key_file: Path, *, clock: Clock = wall_clock) -> "Witness":
    """Open the witness whose key lies in a file.

    Raises:
        RefusalError: there is no key of a witness in the file.
        WitnessMemoryError: it is not known what it cosigned.
    """
    from minqing_core.application.witnessing import Witness  # noqa: PLC0415 - only to witness
    from minqing_core.integrity.note import COSIGNATURE  # noqa: PLC0415
    from minqing_core.persistence.signing_key import (  # noqa: PLC0415
        read_signing_key,
        signature_holds,
    )
    from minqing_core.persistence.witness_memory import StoredWitnessMemory  # noqa: PLC0415

    signer = read_signing_key(key_file, COSIGNATURE)
    memory = StoredWitnessMemory(witnessed_beside(key_file))
    return Witness(signer, memory, signature_holds, clock)


def open_cosigner(
    url: str, *, checkpoints: Path, witness: "VerifierKey | None" = None
) -> "Cosigner":
    """Open what carries checkpoints to a witness; one that is named is remembered.

    Raises:
        RefusalError: there is no store at the address.
    """
    from minqing_core.application.cosigning import Cosigner  # noqa: PLC0415 - only to cosign
    from minqing_core.persistence.log_reading import LogReader  # noqa: PLC0415
    from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415

    log, folder = LogReader(url), CheckpointFiles(checkpoints)
    if witness is not None:
        folder.add_witness(witness)
    return Cosigner(log, folder, signature_holds)


def witness_at(address: str) -> "Ask":
    """Return what asks the witness at an address.

    Raises:
        WitnessUnreachableError: that is no address.
    """
    from minqing_core.persistence.witness_client import asking  # noqa: PLC0415 - only to cosign

    return asking(address)


def open_city(mirror: Path, *, clock: Clock = wall_clock) -> "City":
    """Open what a city keeps of its towns, made where there is nothing yet."""
    from minqing_core.application.city.office import City  # noqa: PLC0415 - only in a city
    from minqing_core.persistence.city_mirror import StoredMirror  # noqa: PLC0415
    from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415
    from minqing_core.persistence.town_client import town_at  # noqa: PLC0415

    return City(StoredMirror(mirror), town_at, signature_holds, clock)


def witnessed_beside(key_file: Path) -> Path:
    """Return where a witness remembers what it cosigned."""
    return key_file.with_suffix(".witnessed")


def memory_beside(key_file: Path) -> Path:
    """Return where the signer remembers what it signed, unless it is told."""
    return key_file.with_suffix(".signed")


def found_store(
    url: str, *, town: str, clerk: str, login: str, key_file: Path | None = None
) -> "Founded":
    """Make a store and found a town in it for a user of the operating system.

    Raises:
        RefusalError: there is a town already, or it cannot be founded; nothing is left behind.
    """
    from minqing_core.application.founding import found_town  # noqa: PLC0415

    with open_office("memory:") as rehearsal:
        found_town(rehearsal, town=town, clerk=clerk, login=login)
    place = settings(url, key_file)
    had_key = place.key_file is not None and place.key_file.exists()
    kept = [file for file in place.databases() if file.exists()]
    create_store(place, wall_clock)
    try:
        with open_office(url, key_file=key_file) as office:
            return found_town(office, town=town, clerk=clerk, login=login, channel="cli")
    except BaseException:
        remove(*(file for file in place.databases() if file not in kept))
        if place.key_file is not None and place.path is not None and not had_key:
            place.key_file.unlink(missing_ok=True)
        raise


def upgrade_store(url: str) -> list[dict[str, Any]]:
    """Bring the tables of a store to the versions that this program works with.

    The tables that lists and search are made of are no part of it: they are made anew whenever a
    program needs others.

    Raises:
        RefusalError: there is no store, or a later program made its tables.
    """
    from minqing_core.persistence.store import upgrade_store as upgrade  # noqa: PLC0415 - rarely

    return [_plain(done) for done in upgrade(location(url))]


def back_up(url: str, folder: Path, *, key_file: Path | None = None) -> dict[str, Any]:
    """Copy a store into a folder made for it, while others write to it.

    Raises:
        RefusalError: it cannot be copied there; nothing is left behind.
    """
    from minqing_core.persistence.backup import back_up as copy  # noqa: PLC0415 - only then

    return _reach(copy(settings(url, key_file), folder, wall_clock))


def restore_store(url: str, folder: Path, *, key_file: Path | None = None) -> dict[str, Any]:
    """Make a store out of a copy, where there is none yet.

    Raises:
        RefusalError: the copy is broken, the place is taken, or the master key is not there.
    """
    from minqing_core.persistence.backup import restore  # noqa: PLC0415 - only then

    return _reach(restore(folder, settings(url, key_file)))


def hold_drill(
    live: Office, url: str, folder: Path, *, key_file: Path | None = None
) -> dict[str, Any]:
    """Put a copy back in a scratch place and look it over, beside the office it is a copy of.

    Raises:
        RefusalError: there is no copy in the folder.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only then

    from minqing_core.application.backups import rooted  # noqa: PLC0415 - only then
    from minqing_core.backups.events import DrillHeld, Fault, FaultKind  # noqa: PLC0415
    from minqing_core.persistence.backup import damaged, described  # noqa: PLC0415
    from minqing_core.persistence.library import PersistenceError  # noqa: PLC0415

    copied = described(folder)
    held = DrillHeld(
        name=folder.name, taken_at=copied.taken_at, size=copied.size, root=copied.root
    )
    faults = [Fault(kind=FaultKind.FILE, text=name) for name in damaged(folder, copied)]
    if not faults:
        with TemporaryDirectory(prefix="minqing-") as scratch:
            place = settings(str(Path(scratch, "town.db")), settings(url, key_file).key_file)
            try:
                return _plain(_put_back(live, folder, place, held))
            except (RefusalError, DamagedRecordError, PersistenceError, OSError) as error:
                text = str(error).replace(scratch, "")
                faults = [Fault(kind=FaultKind.OPENING, text=text)]
    faults += rooted(live, held.size, held.root)
    return _plain(attrs.evolve(held, faults=tuple(faults)))


def _put_back(live: Office, folder: Path, place: Settings, drill: "DrillHeld") -> "DrillHeld":
    from minqing_core.application.backups import looked_over  # noqa: PLC0415 - only then
    from minqing_core.persistence.backup import restore  # noqa: PLC0415

    restore(folder, place)
    with open_office(str(place.path), key_file=place.key_file, progress=live.progress) as copy:
        return looked_over(copy, live, drill)


def _reach(copied: object) -> dict[str, Any]:
    return {name: _plain(copied)[name] for name in ("taken_at", "size", "root")}


def _plain(made: object) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(made)
    return found


def key_check(url: str, key_file: Path | None = None) -> "Check":
    """Look at the master key: it is there, and nobody but its owner can read it."""
    from minqing_core.application.checkup import FAULT, GOOD, Check  # noqa: PLC0415

    path = settings(url, key_file).key_file
    state, text = GOOD, f"{path} 仅所有者可读写"
    if path is None:
        text = "库在内存中，主密钥随库消失"
    elif not path.exists():
        state, text = FAULT, f"{path} 不存在，个人信息无法读出"
    elif os.name == "posix" and path.stat().st_mode & 0o077:
        state, text = FAULT, f"{path} 他人可读，请运行 chmod 600 {path}"
    return Check(check="key-file", title="主密钥", state=state, text=text)
