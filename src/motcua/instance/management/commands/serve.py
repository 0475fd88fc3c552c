"""`motcua serve`: the web server and the worker, until stopped."""

import socket
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.instance import serving
from motcua.kernel import console
from motcua.people import queries as people
from motcua.people import services as people_services


class Command(console.Command):
    help = "serve the product (web server and worker) until stopped"

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (default: PORT)")
        parser.add_argument("--bind", default=settings.MOTCUA_BIND, help="address to listen on (default: MOTCUA_BIND)")

    def run(self, **options: Any) -> int | None:
        bind, port = options["bind"], options["port"]
        self._check_database()
        self._check_port(bind, port)
        self._say_where(bind, port)
        connection.close()
        web = serving.web_command(bind=bind, port=port, workers=settings.MOTCUA_WEB_WORKERS)
        code = serving.Servers([web, serving.worker_command()]).run()
        self.stdout.write("stopped")
        return code

    def _check_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise console.WrongInput("the database is not up to date; run: motcua setup")

    def _check_port(self, bind: str, port: int) -> None:
        with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((bind, port))
            except OSError as error:
                raise console.WrongInput(
                    f"port {port} on {bind}: {error.strerror}; choose another with PORT="
                ) from error

    def _say_where(self, bind: str, port: int) -> None:
        host = "127.0.0.1" if bind in {"0.0.0.0", "127.0.0.1"} else bind
        self.stdout.write(f"\n  Một Cửa: http://{host}:{port}/\n")
        if people.demo_mode():
            self.stdout.write(
                f"  Demo accounts (password {people_services.DEMO_PASSWORD}), or http://{host}:{port}/minh-hoa/:"
            )
            for account in people.demo_accounts():
                self.stdout.write(f"    {account.username:8} {account.full_name}")
        self.stdout.write("\n  Ctrl-C stops.\n")
        self.stdout.flush()
