"""What the window says of a service: the words of its own file, in the language of whoever is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.custody.services.rules import Privacy, ServiceRules, ServiceTexts
from kiosk.custody.services.verbs import Verb
from kiosk.custody.wishes.wishes import Wishes
from kiosk.journeys.front.screens import Home, VerbTile
from kiosk.services.files import SHIPPED
from kiosk.site.loading import load_site
from kiosk.visits.scene import Scene
from tests.ui.looks import LOOK
from ui.shown import Ambient, Sayings, derive

GERMAN = ServiceTexts("de", "Zurückschicken", "Etikett scannen.")
ENGLISH = ServiceTexts("en", "Return a parcel", "Scan the label.", questions=("Why?",))
RETURN = ServiceRules("return", 1, "d1", "swift", Privacy.PLAIN, (), (), (GERMAN, ENGLISH))
DEMO = SHIPPED.parent / "sites" / "demo.toml"


def said(language: str, rules: ServiceRules = RETURN, picture: Path | None = None) -> Mapping[str, Any]:
    look = replace(
        LOOK, languages=("en", "de", "pl"), pictures={} if picture is None else {"return": picture}
    )
    scene = Scene(1, Home(verbs=(VerbTile(Verb.BRING, ("d1",)),)), rules={"d1": rules})
    at = datetime(2026, 5, 4, tzinfo=UTC)
    return derive(scene, Ambient(Wishes(language=language)), look, at).services["d1"]


def test_a_service_speaks_the_language_of_whoever_is_there() -> None:
    assert said("de")["name"] == "Zurückschicken"
    assert said("en") == {
        "name": "Return a parcel",
        "hint": "Scan the label.",
        "terms": "",
        "questions": ["Why?"],
        "conditions": [],
        "picture": "",
    }


def test_else_the_first_one_of_the_machine_else_any_else_its_name() -> None:
    assert said("pl")["name"] == "Return a parcel"
    assert said("pl", replace(RETURN, texts=(GERMAN,)))["name"] == "Zurückschicken"
    assert said("pl", replace(RETURN, texts=()))["name"] == "return"


def test_its_picture_is_what_qml_can_load() -> None:
    picture = SHIPPED / "return" / "picture.svg"
    assert said("en", picture=picture)["picture"] == picture.as_uri()


def test_what_is_said_is_made_once_while_rules_and_language_stay() -> None:
    sayings = Sayings(LOOK)
    rules = {"d1": RETURN}
    assert sayings.said(rules, "de") is sayings.said(rules, "de")
    assert sayings.said(rules, "en")["d1"]["name"] == "Return a parcel"


def test_a_site_knows_the_pictures_of_its_services_but_none_that_may_not_be_shown(tmp_path: Path) -> None:
    own = tmp_path / "services" / "send"
    own.mkdir(parents=True)
    (own / "service.toml").write_bytes((SHIPPED / "send" / "service.toml").read_bytes())
    (own / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "utf-8")
    site = tmp_path / "my.toml"
    wanted = 'services = ["parcel", { name = "back", use = "return" }, "send"]'
    text = re.sub(r"^services = .*$", wanted, DEMO.read_text("utf-8"), flags=re.MULTILINE)
    site.write_text(text, "utf-8")
    pictures = load_site(site).pictures
    assert pictures == {
        name: SHIPPED / of / "picture.svg" for name, of in (("parcel", "parcel"), ("back", "return"))
    }
