"""Who is there: the sitting's opening, the quorum as it comes and goes, rooms, video, polls that
grow. Sections "Events" and "The ballot paper"."""

from .outcome import needed, quorum_holds
from .people import items

ROOMS_MAX, ROOM_DELEGATIONS_MAX, POLLS_AT_ONCE_MAX = 100, 200, 10


def rules_fault(form, rules):
    """What makes the rules about attendance unlawful, or None."""
    of_polls = rules["growing"] or rules["background"] or not rules["presence_needed"]
    timed = rules["duration_s"] is not None
    waits = rules["rooms"] or rules["not_voted"] == "block_close"
    if rules["not_voted"] == "count_as_abstain":
        grades = form["grades"] if form["form"] == "marks" else []
        if not any(grade["role"] == "abstain" for grade in grades):
            return "silence as an abstention that is not on the paper"
        if rules["recusal"]["subject_recused"] and len(items(form)) > 1:
            return "silence as an abstention where single rows are left out"
    of_tablets = of_polls or rules["not_voted"] != "report"
    if of_tablets and rules["casting"] != "tablet":
        return "silence, or people elsewhere, where there are not tablets alone"
    if rules["rooms"] and rules["casting"] not in ("tablet", "mixed"):
        return "rooms without tablets"
    if of_polls and (rules["binding"] or rules["rooms"]):
        return "rules of a poll"
    if (rules["growing"] or not rules["presence_needed"]) and rules["recusal"]["allowed"]:
        return "recusal in a poll that grows or is answered from anywhere"
    if rules["secrecy"] == "roll_call" and (rules["rooms"] or of_polls):
        return "a roll call elsewhere than in one hall"
    if waits and timed:
        return "a duration where rooms or people are waited for"
    if (rules["rooms"] or rules["background"]) and rules["show_while_open"] == "tally":
        return "a running tally before the last room, or beside the hall"
    return None


def takes_deadline(rules):
    return not rules["rooms"] and rules["not_voted"] != "block_close"


class Place:
    """One room of a running ballot."""

    def __init__(self, id):
        self.id, self.opened, self.closed = id, False, False


class Attendance:
    """The part of the sitting that is about who is there; mixed into Sitting."""

    def __init__(self):
        self.video = "refused"
        self.opened, self.quorum_lost = False, False
        self.rooms, self.placed = [], {}

    def counted(self, person):
        """Whether the person is present as the quorum counts it."""
        return person.member and person.present and (
            person.via == "hall" or self.video == "counted")

    def takes_part(self, ballot, id):
        rules, person = ballot.sheet["rules"], self.people.get(id)
        if not rules["presence_needed"]:
            return True
        if person is None or not person.present:
            return False
        return person.via == "hall" or rules["remote"] == "allowed"

    def room_of(self, id):
        """The room of a person, or None."""
        ids = [room["id"] for room in self.rooms]
        if self.placed.get(id) in ids:
            return self.placed[id]
        delegation = self.people[id].delegation
        return next((r["id"] for r in self.rooms if delegation in r["delegations"]), None)

    def room_votes(self, ballot, id):
        """Whether people of this person's room vote now."""
        place = ballot.place(self.room_of(id))
        return ballot.places is None or (place is not None and place.opened and not place.closed)

    def held_in_rooms(self):
        return any(b.running and b.sheet["rules"]["rooms"] for b in self.ballots.values())

    def is_counted(self, id):
        """The same of anybody, member or not."""
        person = self.people.get(id)
        return person is not None and person.present and (
            person.via == "hall" or self.video == "counted")

    def note_presence(self, id, before):
        """Somebody signs in; `before`: he or she was counted as present already."""
        self.note_least()
        for ballot in self.ballots.values():
            if ballot.running:
                self.came(ballot, id, before)

    def note_least(self):
        for ballot in self.ballots.values():
            if ballot.running:
                _, present, _ = self.attendance(ballot)
                ballot.present_least = min(ballot.present_least, present)

    def on_sitting_opened(self, event):
        members, present = self.members(), self.members_present()
        least = needed(self.head["quorum"], members)
        if self.opened:
            yield "V8", "the sitting was opened before"
            return
        if not quorum_holds(self.head["quorum"], present, members):
            yield "V15", "there is no quorum"
        if [event[name] for name in ("members", "present", "needed")] != [members, present, least]:
            yield "V20", "members present or needed are not those of the roster"
        self.opened = True

    def on_quorum(self, event):
        """Lost or regained, of the sitting or of a running ballot."""
        ballot = None
        if event["ballot"] is not None:
            ballot = self.ballots.get(event["ballot"])
            if ballot is None or not ballot.running or ballot.sheet["rules"]["quorum"] is None:
                yield "V8", "no running ballot with a quorum"
                return
        elif not self.opened:
            yield "V8", "the sitting is not open"
            return
        rule = ballot.sheet["rules"]["quorum"] if ballot else self.head["quorum"]
        holder = ballot or self
        members, present = self.members(), self.members_present()
        if ballot:
            members, present, _ = self.attendance(ballot)
        lost = not quorum_holds(rule, present, members)
        if lost == holder.quorum_lost or lost != (event["type"] == "quorum_lost"):
            yield "V15", "the quorum was not %s" % event["type"][7:]
            return
        if (event["present"], event["needed"]) != (present, needed(rule, members)):
            yield "V20", "members present or needed are not those of the roster"
        holder.quorum_lost = lost

    on_quorum_lost = on_quorum_regained = on_quorum

    def on_rooms_set(self, event):
        rooms = event["rooms"]
        names = [d for room in rooms for d in room["delegations"]]
        lists = [[room["id"] for room in rooms], [room["title"] for room in rooms], names]
        lawful = len(rooms) <= ROOMS_MAX and all(len(set(l)) == len(l) for l in lists)
        lawful = lawful and all(names) and all(room["title"] for room in rooms)
        lawful = lawful and all(len(r["delegations"]) <= ROOM_DELEGATIONS_MAX for r in rooms)
        if not lawful or self.held_in_rooms() or rooms == self.rooms:
            yield "V8", "rooms that contradict each other, or that nobody may set now"
        else:
            self.rooms = rooms

    def on_person_moved(self, event):
        id, room = event["delegate"], event["room"]
        person = self.people.get(id)
        if person is None or room is not None and room not in [r["id"] for r in self.rooms]:
            yield "V8", "no such person or room"
            return
        before = (person.delegation, self.placed.get(id))
        now = (event["delegation"], room)
        if before == now and person.seat == event["seat"]:
            yield "V8", "nothing changes"
        if before != now and self.held_in_rooms():
            yield "V8", "a change of rooms while a ballot is held in them"
            return
        person.delegation, person.seat = event["delegation"], event["seat"]
        self.placed[id] = room

    def on_room_opened(self, ballot, event, at_ms, hash):
        place = ballot.place(event["room"])
        if place is None or place.closed or place.opened and event["type"] == "room_opened":
            yield "V8", "no such room, or it has been opened or closed"
            return
        present = sum(
            1 for id in ballot.electorate
            if self.is_present(id) and self.room_of(id) == event["room"])
        if event["present"] != present:
            yield "V20", "the number of people in the room is another one"
        if event["type"] == "room_opened":
            place.opened = True
        else:
            place.closed = True

    on_room_closed = on_room_opened

    def on_electorate_grown(self, ballot, event, at_ms, hash):
        joined = event["joined"]
        rules = ballot.sheet["rules"]
        lawful = [id for id in ballot.joining if id not in ballot.electorate]
        if not rules["growing"] or not joined or joined != self.ascending(set(joined)):
            yield "V10", "an electorate that does not grow, or not so"
            return
        if event["cause"] == "enrolled" and joined != self.ascending(lawful):
            yield "V10", "not exactly those who were enrolled since"
        if any(id not in self.people or id in ballot.electorate for id in joined):
            yield "V10", "not on the roster, or in the electorate already"
            return
        ballot.electorate |= set(joined)
        ballot.joining -= set(joined)
        ballot.group_of.update({id: self.people[id].group for id in joined})
        for id in joined:
            self.note_presence(id, True)

    def opening_faults(self, ballot, deadline_ms):
        """What rooms and other running ballots have against an opening."""
        rules = ballot.sheet["rules"]
        running = [b for b in self.ballots.values() if b.running and b is not ballot]
        beside = [b for b in running if b.sheet["rules"]["background"]]
        full = len(beside) >= POLLS_AT_ONCE_MAX if rules["background"] else running != beside
        if full:
            yield "V8", "not now: another ballot is open"
        if deadline_ms is not None and not takes_deadline(rules):
            yield "V8", "a deadline where rooms or people are waited for"
        if rules["rooms"]:
            lost = [id for id in ballot.electorate if self.room_of(id) is None]
            if not self.rooms or lost:
                yield "V8", "not now: voters without a room"

    def close_cause_faults(self, ballot, event):
        """Rooms that have not finished, and people who were to be waited for."""
        if any(not place.closed for place in ballot.places or []):
            yield "V8", "not now: a room has not been closed"
        asks = ballot.sheet["rules"]["not_voted"] == "block_close"
        asks = asks and ballot.turnout["did_not_vote"] > 0
        if (event["cause"] == "chair_confirmed") != (asks and event["cause"] != "all_voted"):
            yield "V8", "not now: people are waited for, or a confirmation that nobody asked for"

    def quorum_bars_close(self, ballot):
        quorum = ballot.sheet["rules"]["quorum"]
        asked = quorum is not None and (quorum["during"] or quorum["at_close"])
        return asked and not self.quorum_holds(ballot)
