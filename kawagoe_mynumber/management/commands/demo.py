import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kawagoe_mynumber import embedded

from .with_services import prepare_database

BACKOFF_SECONDS = (0.5, 1, 2, 5, 10, 30)
STEADY_SECONDS = 60
READY_SECONDS = 60
ACCOUNTS = """\
  counter1   従事者（市役所本庁舎）          operator1, operator2  オペレーター
  leader1    運営責任者                      ccleader1             コールセンター運営責任者
  manager1   統括責任者                      city1                 市民課
  approver1  市の承認者                      admin1                システム管理者
  パスワードはすべて kawagoe-demo-2026（デモ専用）"""


@dataclass
class Child:
    """A process of ours that is started again when it dies, later each time until it has run steadily."""

    name: str
    argv: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0, init=False)
    falls: int = field(default=0, init=False)
    again_at: float = field(default=0, init=False)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv,
                env=self.environment,
                cwd=embedded.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=embedded.dies_with_parent(signal.SIGTERM),
            )
        self.started = time.monotonic()

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        """Clear what the dead one left in its process group and set the time of the next start."""
        assert self.process
        signal_group(self.process, signal.SIGKILL)
        self.falls = 0 if time.monotonic() - self.started > STEADY_SECONDS else self.falls + 1
        self.again_at = time.monotonic() + BACKOFF_SECONDS[min(self.falls, len(BACKOFF_SECONDS) - 1)]
        self.process = None

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(8)
        signal_group(self.process, signal.SIGKILL)
        self.process.wait()


def processes(var: Path, port: int, environment: dict[str, str]) -> list[Child]:
    """Web, worker and beat; the web alone pools its connections and has the short statement timeout."""
    web = environment | {"DB_POOL": "1", "DB_STATEMENT_TIMEOUT_MS": "20000"}
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "kawagoe_mynumber"]
    server = ["-c", "kawagoe_mynumber/gunicorn.py", "-b"]
    quiet = ["--without-mingle", "--without-gossip", "-l", "WARNING"]
    schedule = ["-s", str(var / "beat.db"), "--pidfile="]
    return [
        Child("web", [*python, "gunicorn", *server, f"127.0.0.1:{port}"], web, var / "web.log"),
        Child("worker", [*celery, "worker", "-c", "2", *quiet], environment, var / "worker.log"),
        Child("beat", [*celery, "beat", "-l", "WARNING", *schedule], environment, var / "beat.log"),
    ]


def signal_group(process: subprocess.Popen[bytes], sig: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sig)


class Command(BaseCommand):
    help = "この一台だけでシステム全体を動かします（データベース、Redis、Web、ワーカー、定時実行）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        var = embedded.state_dir()
        with (var / "demo.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CommandError("すでに起動しています。") from error
            for sig in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(sig, stop_politely)
            self.run(var, options["port"], options["seed"])

    def run(self, var: Path, port: int, seed: int) -> None:
        self.stdout.write("準備しています…")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawagoe_mynumber.settings.local")
        addresses = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        servers: list[embedded.Server] = []
        children: list[Child] = []
        try:
            if len(addresses) < 2:
                servers = embedded.start_pair()
                addresses = embedded.publish(servers) | addresses
            environment = {**os.environ, **addresses, "DB_POOL": "0", "DB_STATEMENT_TIMEOUT_MS": "300000"}
            prepare_database(environment)
            seeding = [sys.executable, "manage.py", "seed_demo", "--seed", str(seed), "--if-empty"]
            subprocess.run(seeding, check=True, env=environment, cwd=embedded.BASE_DIR)
            children = processes(var, port, environment)
            for child in children:
                child.start()
            self.wait_until_ready(port, children[0])
            self.stdout.write(self.style.SUCCESS(f"\n  http://127.0.0.1:{port}/ で使えます。終了は Ctrl+C です。\n"))
            self.stdout.write(ACCOUNTS + "\n")
            self.stdout.flush()
            self.supervise(servers, children)
        except KeyboardInterrupt:
            self.stdout.write("\n終了しています…")
        except (subprocess.CalledProcessError, embedded.ServiceFailed) as error:
            raise CommandError(f"起動できませんでした: {error}") from error
        finally:
            for child in reversed(children):
                child.stop()
            if servers:
                (var / "services.json").unlink(missing_ok=True)
            for server in reversed(servers):
                server.stop()

    def wait_until_ready(self, port: int, web: Child) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if web.has_fallen():
                raise embedded.ServiceFailed(
                    f"Web が起動しませんでした。ポート {port} が使われていないか、var/web.log を確かめてください。"
                )
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise embedded.ServiceFailed(f"応答がありませんでした。{web.log} を確かめてください。")

    def supervise(self, servers: list[embedded.Server], children: list[Child]) -> None:
        while True:
            for server in servers:
                if not server.is_alive():
                    self.stdout.write(f"{type(server).__name__} が止まったので、もう一度起動します。")
                    start_again(server)
            for child in children:
                if child.has_fallen():
                    self.stdout.write(f"{child.name} が止まったので、もう一度起動します。")
                    child.plan_restart()
                elif child.process is None and time.monotonic() >= child.again_at:
                    child.start()
            time.sleep(0.3)


def start_again(server: embedded.Server) -> None:
    """A killed server leaves processes at work for a moment, beside which the next one does not start."""
    deadline = time.monotonic() + embedded.START_SECONDS
    while True:
        try:
            server.start()
        except embedded.ServiceFailed:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def stop_politely(signum: int, frame: object) -> None:
    raise KeyboardInterrupt
