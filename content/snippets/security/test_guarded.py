from conftest import dial
from guarded import TOKEN, app, is_loopback

WITH_TOKEN = f"/ws/admin?ticket={TOKEN.replace(' ', '%20')}"


def test_a_page_of_ours_with_a_token_is_let_in(serve):
    port = serve(app)
    assert dial(port, path=WITH_TOKEN, origin="https://app.example", name="app.example") == "let in"


def test_a_program_with_a_token_is_let_in(serve):
    assert dial(serve(app), path=WITH_TOKEN) == "let in"


def test_a_page_of_another_website_is_refused_before_accept(serve):
    assert dial(serve(app), path=WITH_TOKEN, origin="https://evil.example") == "HTTP 403"


def test_without_a_token_nobody_is_let_in(serve):
    assert dial(serve(app), origin="https://app.example") == "HTTP 403"


def test_a_rebound_name_is_refused(serve):
    assert dial(serve(app), path=WITH_TOKEN, name="evil.example") == "HTTP 400"


def test_cors_says_nothing_about_websockets(serve):
    from admin import app as unguarded
    from starlette.middleware.cors import CORSMiddleware

    assert dial(serve(CORSMiddleware(unguarded, allow_origins=[])), origin="https://evil.example") == "let in as 127.0.0.1"


class Client:
    def __init__(self, host):
        self.client = None if host is None else type("Address", (), {"host": host})


def test_every_notation_of_loopback_is_loopback_and_nothing_else():
    assert all(is_loopback(Client(host)) for host in ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"))
    assert not any(is_loopback(Client(host)) for host in ("203.0.113.9", "::ffff:203.0.113.9", None))
