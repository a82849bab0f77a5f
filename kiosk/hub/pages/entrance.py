"""Signing in and out, and the first time: an own password and a phone."""

from __future__ import annotations

import base64
import io

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.pages.desk import COOKIE, FrontDesk, form_of, is_ours, see
from kiosk.hub.pages.rendering import HEADERS, STYLES, page
from kiosk.hub.people import secrets
from kiosk.hub.people.sessions import session_of, set_up, sign_in, sign_out


class Entrance:
    """The pages that nobody has to be signed in for."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self._form, methods=["GET"]),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            Route("/first", self._first, methods=["GET"]),
            Route("/first", self._set_up, methods=["POST"]),
            Route("/sign-out", self._sign_out, methods=["POST"]),
            Route("/hub.css", self._styles, methods=["GET"]),
        ]

    async def _form(self, _request: Request) -> Response:
        return self._asked()

    def _asked(self, why: str = "", name: str = "") -> Response:
        return page("sign-in", 200 if not why else 403, why=why, name=name, session=None, hub=self._desk.hub)

    async def _sign_in(self, request: Request) -> Response:
        form = await form_of(request)
        name = form.get("name", "")
        token = await sign_in(
            self._desk.database, name, form.get("password", ""), form.get("code", ""), self._desk.seconds
        )
        if token is None:
            why = "Name, password and code don't fit together. After three tries, wait a minute."
            return self._asked(why, name)
        reply = see("/")
        secure = self._desk.hub.address.startswith("https")
        reply.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure, path="/")
        return reply

    async def _first(self, request: Request, why: str = "") -> Response:
        session = await session_of(self._desk.database, request.cookies.get(COOKIE, ""))
        if session is None:
            return see("/sign-in")
        if session.full:
            return see("/")
        found = await self._desk.database.rows("SELECT totp FROM people WHERE id = %s", [session.person])
        secret = bytes(found[0]["totp"])
        address = secrets.totp_address(secret, session.name, self._desk.hub.id)
        picture = io.BytesIO()
        segno.make(address, micro=False).save(
            picture, kind="svg", scale=5, border=4, dark="#14181D", light="#FFFFFF"
        )
        return page(
            "first",
            200 if not why else 400,
            why=why,
            session=session,
            hub=self._desk.hub,
            least=secrets.LEAST_PASSWORD,
            picture=base64.b64encode(picture.getvalue()).decode(),
            typed=base64.b32encode(secret).decode(),
        )

    async def _set_up(self, request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        session = await session_of(self._desk.database, token)
        form = await form_of(request)
        if session is None or not is_ours(session, form):
            return see("/sign-in")
        if form.get("password") != form.get("again"):
            return await self._first(request, "The two passwords are not the same.")
        why = await set_up(
            self._desk.database, token, form.get("password", ""), form.get("code", ""), self._desk.seconds
        )
        return await self._first(request, why) if why else see("/")

    async def _sign_out(self, request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        session = await session_of(self._desk.database, token)
        if session is not None and is_ours(session, await form_of(request)):
            await sign_out(self._desk.database, token)
        reply = see("/sign-in")
        reply.delete_cookie(COOKIE, path="/")
        return reply

    async def _styles(self, _request: Request) -> Response:
        return Response(STYLES, media_type="text/css", headers={**HEADERS, "Cache-Control": "max-age=300"})
