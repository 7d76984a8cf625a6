"""The promises of the policy, in their order: a line each. `policy` looks at those that stand here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.promises import (
    p01_card_data,
    p02_only_what_is_necessary,
    p03_shared_with_nobody,
    p04_product_news,
    p05_aggregate_figures,
    p06_testimonials,
    p07_the_customer_list,
    p08_no_other_use,
    p09_security,
    p10_rights,
    p11_questions_and_requests,
)

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection
    from privacyctl.model.promise import Promise

PROMISES: tuple[Promise[Inspection], ...] = (
    p01_card_data.PROMISE,
    p02_only_what_is_necessary.PROMISE,
    p03_shared_with_nobody.PROMISE,
    p04_product_news.PROMISE,
    p05_aggregate_figures.PROMISE,
    p06_testimonials.PROMISE,
    p07_the_customer_list.PROMISE,
    p08_no_other_use.PROMISE,
    p09_security.PROMISE,
    p10_rights.PROMISE,
    p11_questions_and_requests.PROMISE,
)
