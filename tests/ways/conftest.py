"""What the tests of the ways share: a mail, a way, and a server on this machine."""

from __future__ import annotations

from email.message import EmailMessage

import pytest


@pytest.fixture
def mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "shop@vendor.example", "ann@vendor.example"
    mail["Subject"], mail["Message-ID"] = "[privacyctl] task 1", "<task-1@vendor.example>"
    mail.set_content("task 1: 3 h 55 min left\n.\nÄ\n")
    return mail
