"""Shapes of the records of hands and papers: section "Hands and papers"."""

from .kinds import U32, UUID, nullable, one_of, record, tagged, text

BALLOT = {"ballot": UUID}
OF_PERSON = {"ballot": UUID, "delegate": UUID}
ACCOUNTS = {"printed": U32, "issued": U32, "replaced": U32, "returned": U32}
CONSENT = {"method": one_of("applause", "no_objection")}
INVALID = record(over_selected=U32, illegible=U32, not_as_instructed=U32, other=U32)


def paper_count(tally):
    return {"valid": U32, "invalid": INVALID, "tally": tally}


def figures(tally):
    papers = {"accounts": record(**ACCOUNTS), "count": record(**paper_count(tally))}
    return tagged("kind", hands={"tally": tally}, consent=CONSENT, papers=papers)


def channels(papers, tally):
    return record(tablet=nullable(record(papers=papers, tally=tally)), manual=figures(tally))


def events(tally, count, sheet):
    """The fields of each event."""
    entry = tagged(
        "kind", hands={"tally": tally}, consent=CONSENT, accounts=ACCOUNTS,
        papers=paper_count(tally),
    )
    return {
        "paper_issued": OF_PERSON,
        "paper_taken_back": OF_PERSON,
        "vote_annulled": {**OF_PERSON, "cast_id": UUID},
        "issue_reported": {**BALLOT, "issued": U32},
        "difference_explained": {**BALLOT, "about": one_of("issued", "returned"), "text": text},
        "figures_entered": {**BALLOT, "entry": entry},
        "figures_confirmed": {**BALLOT, "entry": entry},
        "correction_proposed": {**BALLOT, "figures": figures(tally), "reason": text},
        "count_corrected": {**BALLOT, "figures": figures(tally), "count": count},
        "declaration_noted": {**BALLOT, "text": text},
        "assistance_noted": OF_PERSON,
        "casting_changed": {**BALLOT, "to_ballot": UUID, "reason": text, "sheet": sheet},
    }
