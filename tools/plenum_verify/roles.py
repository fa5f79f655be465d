"""Whose act an event is. Section "Events"."""

from . import election, manual

BY = {
    "sitting_created": "system", "people_enrolled": "operator", "checked_out": "operator",
    "leave_set": "operator", "ballot_drafted": "operator", "ballot_readied": "operator",
    "ballot_unreadied": "operator", "ballot_cancelled": "operator", "ballot_opened": "chair",
    "vote_cast": "delegate", "split_cast": "delegate", "weight_set": "operator",
    "envelope_cast": "delegate", "late_vote_refused": "delegate",
    "last_call_made": "chair", "ballot_extended": "chair", "ballot_resumed": "chair",
    "ballot_counted": "system", "key_destroyed": "system", "key_lost": "system",
    "ballot_certified": "scrutineer", "ballot_declared": "chair",
    "recusal_withdrawn": "operator", "scrutineers_named": "operator", "chair_named": "operator",
    "chair_handed_over": "chair",
    "sitting_opened": "chair", "quorum_lost": "system", "quorum_regained": "system",
    "rooms_set": "operator", "person_moved": "operator",
    "signing_key_set": "system", "checkpoint_signed": "system", **manual.BY, **election.BY,
    "draw_committed": "operator", "draw_made": "operator", "draw_replaced": "operator",
}


def roles_of(event):
    kind = event["type"]
    if kind in ("checked_in", "proxy_given", "proxy_ended"):
        return ["delegate" if event["by"] == "own" else "operator"]
    if kind in ("ballot_suspended", "ballot_closed", "ballot_voided"):
        return ["chair" if event["cause"] in ("chair", "chair_confirmed") else "system"]
    if kind in ("room_opened", "room_closed"):
        return ["chair" if event["by"] == "chair" else "operator"]
    if kind == "electorate_grown":
        return ["system" if event["cause"] == "enrolled" else "operator"]
    if kind == "recused":
        # On the own device only where no vote is taken out.
        return ["operator"] if event["annuls"] else ["operator", "delegate"]
    if kind == "roll_passed":
        return ["chair", "delegate"]
    return [BY[kind]]
