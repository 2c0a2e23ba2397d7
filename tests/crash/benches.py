"""The benches of writing, but for `bytes`: many writers, kills, bad disks, editors, special files.

Each takes its load, returns what it did in a few words, and raises AssertionError when something
was lost. What cannot run on a machine is said in the words, and skipped.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from seminars.editing.swap import UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

RULES = "title: A programme\nas_of: 2007-08-03\n"
ENVIRONMENT = {
    **{name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ},
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
STRACE = shutil.which("strace")
SUSPECTS = (
    "openat,open,read,pread64,write,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,"
    "unlinkat,close,fchmod,fchown,flock,fcntl,fstat,newfstatat,lseek,flistxattr,getdents64"
)


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def changed(self) -> list[str]:
        """The ids that the run says it changed."""
        return list(json.loads(self.out)["data"]["changed"]) if self.out else []


def command(folder: Path, name: str, *args: str) -> list[str]:
    return [sys.executable, "-m", "seminars", name, "--data", str(folder), "-f", "json", *args]


def run(
    folder: Path,
    name: str,
    *args: str,
    before: Sequence[str] = (),
    limit: Callable[[], None] | None = None,
) -> Ended:
    done = subprocess.run(
        [*before, *command(folder, name, *args)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        timeout=120,
        preexec_fn=limit,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


@contextmanager
def programme(records: int) -> Iterator[Path]:
    """A folder with a programme of so many records, deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="seminars-crash-") as name:
        folder = Path(name)
        (folder / "programme.yaml").write_text(RULES)
        parts = [
            f"# about r{n}\n- id: r{n}\n  title: T{n}\n  kind: national\n  country: KE\n"
            f"  city: Nairobi\n  status: proposed\n  themes: [remuneration]  # of r{n}\n"
            for n in range(records)
        ]
        (folder / "seminars.yaml").write_text("\n".join(parts))
        yield folder


def text_of(folder: Path) -> bytes:
    return (folder / "seminars.yaml").read_bytes()


def titled(text: bytes, number: int, title: str) -> bytes:
    """What the file says once record `number` has this title."""
    return re.sub(
        rb"(- id: r%d\n  title: )[^\n]*" % number, rb"\g<1>" + title.encode(), text, count=1
    )


def read_by_others(folder: Path) -> dict[str, dict[str, Any]]:
    """The records as PyYAML reads them, by id; no id twice."""
    records = yaml.load(text_of(folder), yaml.BaseLoader)  # noqa: S506 (makes nothing but text)
    by_id = {record["id"]: record for record in records}
    assert len(by_id) == len(records), "an id stands twice"
    return by_id


def check_tidy(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["programme.yaml", "seminars.yaml"], names


# writers


def writers(adders: int, mixed: int, at_once: int = 8) -> str:
    """Many at once: what each says it did is there, once, and nobody is turned away."""
    with programme(mixed) as folder, ThreadPoolExecutor(at_once) as pool:
        new = ("--kind", "national", "--country", "KE", "--city", "Nairobi", "--status", "proposed")
        runs = list(
            pool.map(lambda n: run(folder, "add", "--title", f"Added {n}", *new), range(adders))
        )
        assert [each.code for each in runs] == [0] * adders, [each.err for each in runs]
        records = read_by_others(folder)
        ids = [each.changed[0] for each in runs]
        assert len(records) == mixed + adders
        assert [records[id_]["title"] for id_ in ids] == [f"Added {n}" for n in range(adders)]

        def change(number: int) -> Ended:
            if number % 3 == 0:
                return run(folder, "add", f"--id=m{number}", f"--title=Mixed {number}", *new)
            if number % 3 == 1:
                return run(folder, "edit", f"r{number}", f"title=Edited {number}")
            return run(folder, "remove", ids[number // 3], "--yes")

        changes = list(pool.map(change, range(mixed)))
        assert [each.code for each in changes] == [0] * mixed, [each.err for each in changes]
        now = read_by_others(folder)
        expected = dict.fromkeys(records)
        for number, done in enumerate(changes):
            (changed,) = done.changed
            if number % 3 == 2:
                assert changed not in now, changed
                del expected[changed]
            else:
                word = "Mixed" if number % 3 == 0 else "Edited"
                assert now[changed]["title"] == f"{word} {number}", (changed, done)
                expected[changed] = None
        assert set(now) == set(expected), set(now) ^ set(expected)
        assert run(folder, "check").code == 0
        check_tidy(folder)
    return f"{adders} adders and {mixed} mixed, {at_once} at a time: each change there once"


# kill


def kill(times: int, records: int, seed: int = 0) -> str:
    """Killed at any moment, the file is the old one or the new one."""
    random = Random(seed)  # noqa: S311 (the same load on every run)
    landed: Counter[str] = Counter()
    with programme(records) as folder:
        start = time.monotonic()
        assert run(folder, "edit", "r1", "title=First").code == 0
        usual = time.monotonic() - start
        for n in range(times):
            before = text_of(folder)
            number, title = random.randrange(records), f"K{n}"
            after = titled(before, number, title)
            with subprocess.Popen(
                command(folder, "edit", f"r{number}", f"title={title}"),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
            ) as process:
                assert process.stdout is not None
                time.sleep(usual * random.choice((random.random(), 0.6 + 0.5 * random.random())))
                process.kill()
                said = process.stdout.read()
            now = text_of(folder)
            assert now in {before, after}, f"run {n}: neither the old text nor the new"
            assert not said.endswith(b"}\n") or now == after, f"run {n}: said, and not there"
            landed["after" if now == after else "before"] += 1
        assert run(folder, "edit", "r0", "title=Last").code == 0
        check_tidy(folder)
        assert run(folder, "check").code == 0
    return f"{times} × kill -9 on {records:,} records: {landed['before']} before, {landed['after']} after"


def signals_at_calls(names: Sequence[str] = ("KILL", "TERM", "INT")) -> str:
    """SIGKILL, SIGTERM and SIGINT at each system call that writes."""
    if STRACE is None:
        return "skipped: needs strace"
    landed: Counter[str] = Counter()
    for name in names:
        calls = _calls_on_the_folder("write,fsync,rename,renameat2,link,unlink")
        for call, ordinal in calls:
            with programme(3) as folder:
                before = text_of(folder)
                after = titled(before, 1, "New")
                inject = f"inject={call}:signal={name}:when={ordinal}"
                ended = run(folder, "edit", "r1", "title=New", before=_strace(call, inject))
                now = text_of(folder)
                context = f"SIG{name} at {call} {ordinal}: {ended}"
                assert now in {before, after}, context
                assert now == after or ended.code != 0, context
                assert now == before or ended.code not in {1, 2, 3, 130}, context
                assert not ended.changed or now == after, context
                assert run(folder, "edit", "r0", "title=Next").code == 0, context
                check_tidy(folder)
                landed["after" if now == after else "before"] += 1
    total = landed.total()
    return f"{total} signals at system calls: {landed['before']} before, {landed['after']} after"


def _strace(calls: str, *options: str) -> list[str]:
    assert STRACE is not None
    more = [part for option in options for part in ("-e", option)]
    return [STRACE, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", *more]


def _calls_on_the_folder(calls: str) -> list[tuple[str, int]]:
    """Each system call of an `edit` that concerns its folder: its name, and which of its name."""
    assert STRACE is not None
    with programme(3) as folder, tempfile.NamedTemporaryFile() as log:
        before = [STRACE, "-f", "-y", "-qq", "-o", log.name, "-e", f"trace={calls}"]
        assert run(folder, "edit", "r1", "title=New", before=before).code == 0
        lines = Path(log.name).read_text(errors="replace").splitlines()
    counts: Counter[str] = Counter()
    found = []
    for text in lines:
        match = re.match(r"\d+ +(\w+)\(", text)
        if match:
            counts[match[1]] += 1
            if str(folder) in text:
                found.append((match[1], counts[match[1]]))
    return found


# disk


def disk(every: int = 1) -> str:
    """Where nothing can be written, one message, exit 3, and the same bytes."""
    done = [_limited_size(), _write_protected(), _failing_calls(every), *_mounts()]
    return "; ".join(done)


def _refused(folder: Path, ended: Ended, before: bytes, context: str) -> None:
    assert ended.code == 3, f"{context}: {ended}"
    assert ended.err.count("seminars: ") == 1, f"{context}: {ended}"
    assert text_of(folder) == before, f"{context}: {ended}"
    check_tidy(folder)
    assert run(folder, "list").code == 0, f"{context}: {ended}"


def _limited_size() -> str:
    with programme(300) as folder:
        before = text_of(folder)
        for size in (0, 100, len(before) - 1):

            def limit(size: int = size) -> None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            ended = run(folder, "edit", "r1", "title=New", limit=limit)
            _refused(folder, ended, before, f"RLIMIT_FSIZE {size}")
    return "size limits"


def _write_protected() -> str:
    with programme(3) as folder:
        before = text_of(folder)
        for path, mode in ((folder / "seminars.yaml", 0o444), (folder, 0o555)):
            kept = path.stat().st_mode
            path.chmod(mode)
            ended = run(folder, "edit", "r1", "title=New")
            _refused(folder, ended, before, f"{path} is {mode:o}")
            path.chmod(kept)
    return "write protection"


def _failing_calls(every: int) -> str:
    if STRACE is None:
        return "EIO skipped: needs strace"
    calls = _calls_on_the_folder(SUSPECTS)[::every]
    landed: Counter[int] = Counter()
    for call, ordinal in calls:
        with programme(3) as folder:
            before = text_of(folder)
            inject = f"inject={call}:error=EIO:when={ordinal}"
            ended = run(folder, "edit", "r1", "title=New", before=_strace(call, inject))
            context = f"EIO at {call} {ordinal}: {ended}"
            landed[ended.code] += 1
            if ended.code == 0:  # a call that may fail, such as the last close
                assert text_of(folder) == titled(before, 1, "New"), context
                assert run(folder, "edit", "r0", "title=Next").code == 0, context
                check_tidy(folder)
            else:
                _refused(folder, ended, before, context)
    return f"EIO at {len(calls)} calls ({landed[3]} refused, {landed[0]} done all the same)"


def _mounts() -> Iterator[str]:
    with programme(40) as home:
        place = home / "mounted"
        place.mkdir()
        if not _mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)):
            yield "full and read-only disk skipped: needs mount"
            return
        try:
            for name in ("programme.yaml", "seminars.yaml"):
                shutil.copy(home / name, place / name)
            before = text_of(place)
            filler = place / "filler"
            _fill(filler)
            ended = run(place, "edit", "r1", "title=New")
            assert ended.code == 3, ended
            filler.unlink()
            _refused(place, ended, before, "full disk")
            yield "full disk"
            assert _mount("-o", "remount,ro", str(place))
            _refused(place, run(place, "edit", "r1", "title=New"), before, "read-only disk")
            yield "read-only disk"
        finally:
            subprocess.run(["umount", str(place)], check=True)


def _mount(*args: str) -> bool:
    done = subprocess.run(["mount", *args], capture_output=True, check=False)
    return done.returncode == 0


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"\0" * 4096)
        except OSError:
            return


# editor


def editor(races: int, seed: int = 0) -> str:
    """Someone saves the same file from an editor at the same moment: those bytes stay."""
    random = Random(seed)  # noqa: S311 (the same load on every run)
    told: Counter[str] = Counter()
    with programme(20) as folder:
        start = time.monotonic()
        run(folder, "edit", "r1", "title=First")
        usual = time.monotonic() - start
        for n in range(races):
            save = (_rewrite, _rename)[n % 2]
            slowed = _slowed(random) if STRACE is not None and n % 4 > 1 else []
            process = subprocess.Popen(
                [*slowed, *command(folder, "edit", "r2", f"title=Ours {n}")],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                env=ENVIRONMENT,
            )
            human = text_of(folder) + f"# human {n}\n".encode()
            time.sleep((usual + 0.5 * bool(slowed)) * (0.4 + 0.8 * random.random()))
            save(folder / "seminars.yaml", human, random)
            _, err = process.communicate(timeout=60)
            now = text_of(folder)
            context = f"race {n}, {save.__name__}: {process.returncode} {err}"
            assert now in {human, titled(human, 2, f"Ours {n}")}, context
            assert process.returncode in {0, 3}, context
            assert process.returncode == 0 or now == human, context
            told["ours, too" if now != human else "theirs alone"] += 1
        assert run(folder, "check").code == 0
        assert not [path for path in folder.iterdir() if UNFINISHED in path.name]
        check_tidy(folder)
    return f"{races} races: {told['ours, too']} with both texts, {told['theirs alone']} with theirs"


def _slowed(random: Random) -> list[str]:
    """Slow the system calls around the exchange down, so that there is time to get between."""
    call = random.choice(("renameat2", "fsync", "fcntl", "unlink"))
    where = random.choice(("delay_enter", "delay_exit"))
    return _strace(call, f"inject={call}:{where}=150000")


def _rewrite(path: Path, text: bytes, random: Random) -> None:
    with path.open("wb", buffering=0) as stream:
        half = random.randrange(len(text))
        stream.write(text[:half])
        time.sleep(random.choice((0, 0, 0.05)))
        stream.write(text[half:])


def _rename(path: Path, text: bytes, random: Random) -> None:
    new = path.with_name("#save")
    new.write_bytes(text)
    time.sleep(random.choice((0, 0, 0.01)))
    new.rename(path)


# special files


def special_files() -> str:
    """What is no ordinary file is refused in time, or handled, and stays what it was."""
    done = []
    for name, make in SPECIAL.items():
        with programme(3) as folder:
            path = folder / "seminars.yaml"
            try:
                make(path)
            except PermissionError:
                done.append(f"{name} skipped")
                continue
            before = [(each.name, each.lstat().st_mode, _content(each)) for each in _all(folder)]
            for change in (
                ("add", "--like", "r1"),
                ("edit", "r1", "title=New"),
                ("remove", "r1", "-y"),
            ):
                start = time.monotonic()
                ended = run(folder, *change)
                assert time.monotonic() - start < 5, f"{name}: waited"
                assert ended.code == 3, f"{name}: {ended}"
                now = [(each.name, each.lstat().st_mode, _content(each)) for each in _all(folder)]
                assert now == before, name
            done.append(name)
    return ", ".join(done) + ": refused; " + _links()


def _all(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _content(path: Path) -> str | bytes:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else b""


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.yaml")


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to("other.yaml")
    path.with_name("other.yaml").symlink_to("seminars.yaml")


def _hard_link(path: Path) -> None:
    path.with_name("copy.yaml").hardlink_to(path)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "FIFO": _fifo,
    "device": _device,
    "folder": _folder,
    "dangling link": _dangling,
    "link loop": _loop,
    "hard link": _hard_link,
}


def _links() -> str:
    """A link to the records elsewhere: the target is replaced, the link is kept."""
    with programme(3) as folder, tempfile.TemporaryDirectory() as elsewhere:
        target = Path(elsewhere, "records.yaml")
        link = folder / "seminars.yaml"
        shutil.move(link, target)
        target.chmod(0o640)
        link.symlink_to(target)
        before = target.read_bytes()
        assert run(folder, "edit", "r1", "title=New").code == 0
        assert link.is_symlink()
        assert target.read_bytes() == titled(before, 1, "New")
        assert target.stat().st_mode & 0o777 == 0o640
        assert [path.name for path in Path(elsewhere).iterdir()] == ["records.yaml"]
    return "link: target replaced"
