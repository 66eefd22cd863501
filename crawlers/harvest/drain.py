"""Emptying the desk: many requests in hand at once, each settled on its own."""

import asyncio

from crawlers.crawl import Ask
from crawlers.harvest.conversation import Conversation
from crawlers.harvest.desk import Desk
from crawlers.harvest.policy import Policy
from crawlers.harvest.unanswered import Unanswered, temporary


async def drain(desk: Desk, conversation: Conversation, policy: Policy) -> None:
    """Settle everything that the desk hands out, until nothing waits and nothing is in flight.

    More is in hand than is on its way, so that one slow host does not hold up the others. What the desk raises ends it.
    """
    settling: set[asyncio.Task[None]] = set()
    taken = 0
    try:
        while True:
            for ask in desk.take(policy.in_hand - len(settling)):
                taken += 1
                settling.add(asyncio.create_task(_settle(desk, conversation, policy, ask, taken)))
            if not settling:
                return
            done, settling = await asyncio.wait(settling, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        for task in settling:
            task.cancel()


async def _settle(desk: Desk, conversation: Conversation, policy: Policy, ask: Ask, number: int) -> None:
    try:
        _refuse_excess(number, policy)
        page = await conversation.page(ask, desk.conditions(ask))
    except Unanswered as problem:
        desk.failed(ask, problem.failure)
        return
    desk.answered(page)


def _refuse_excess(number: int, policy: Policy) -> None:
    if number > policy.max_asks:
        raise temporary(
            f"more than {policy.max_asks} requests in one run: a trap, or a large source;"
            " look at what was asked for, and go on with --resume"
        )
