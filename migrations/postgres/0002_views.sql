-- What an auditor reads, in plain SQL, computed from the bytes of the record at every reading.
-- Why views and no tables: a second copy could differ from the record, and then one of the two
-- would be wrong. A view reads as its owner, and shows a login the assemblies that plenum.auditors
-- names for it, no others: nothing when it names none, whoever the login is.
-- A reading of one sitting (`where sitting = …`) parses the records of that sitting only.

create view plenum.acts as
select
    records.sitting,
    records.seq,
    timestamptz 'epoch' + (parsed.record ->> 'at_ms')::bigint * interval '1 millisecond' as at,
    parsed.record ->> 'by' as by,
    parsed.record #>> '{event,type}' as type,
    (parsed.record #>> '{event,ballot}')::uuid as ballot,
    parsed.record -> 'event' as event,
    encode(records.hash, 'hex') as hash
from plenum.records
cross join lateral (
    -- The offset keeps the planner from parsing the bytes anew for each column.
    select convert_from(records.body, 'UTF8')::jsonb as record
    offset 0
) as parsed;
comment on view plenum.acts is
    'Every record in words: when (UTC), by which role, what. The order is seq, never at.';

create view plenum.people as
-- Somebody may be enrolled again, or moved: what was said last holds.
select distinct on (told.sitting, told.delegate)
    told.sitting,
    told.delegate,
    told.number,
    told.name,
    told.delegation,
    told.seat,
    told.standing
from (
    select
        acts.sitting,
        acts.seq,
        (person ->> 'id')::uuid as delegate,
        first_value(person ->> 'number') over same_person as number,
        first_value(person ->> 'name') over same_person as name,
        person ->> 'delegation' as delegation,
        person ->> 'seat' as seat,
        first_value(person ->> 'standing') over same_person as standing
    from plenum.acts
    cross join lateral (
        select person from jsonb_array_elements(acts.event -> 'people') as person
        union all
        select acts.event || jsonb_build_object('id', acts.event -> 'delegate')
        where acts.type = 'person_moved'
    ) as told
    where acts.type in ('people_enrolled', 'person_moved')
    window same_person as (partition by acts.sitting, person ->> 'id' order by acts.seq)
) as told
order by told.sitting, told.delegate, told.seq desc;
comment on view plenum.people is 'The roster, each person as he or she stands on it now.';

create view plenum.sheets as
select distinct on (sitting, ballot)
    sitting,
    ballot,
    sheet
from (
    select sitting, ballot, seq, event -> 'sheet' as sheet
    from plenum.acts
    where type = 'ballot_drafted'
    union all
    select sitting, (event ->> 'to_ballot')::uuid, seq, event -> 'sheet'
    from plenum.acts
    where type = 'casting_changed'
) as drafts
order by sitting, ballot, seq desc;
comment on view plenum.sheets is
    'Paper and rules of every ballot. A draft may be replaced; the last one is the one opened.';

create view plenum.counts as
select distinct on (sitting, ballot)
    sitting,
    ballot,
    seq,
    at,
    type,
    event
from plenum.acts
where type in ('ballot_counted', 'count_corrected')
order by sitting, ballot, seq desc;
comment on view plenum.counts is 'The count of every counted ballot, after its last correction.';

create view plenum.annulled as
select sitting, ballot, (event ->> 'delegate')::uuid as delegate, max(seq) as seq
from plenum.acts
where type = 'vote_annulled'
group by sitting, ballot, event ->> 'delegate';
comment on view plenum.annulled is
    'Whose votes on the tablet were declared null before a paper was handed out, and where last.';

create view plenum.ballots as
with acts as (
    select sitting, ballot, seq, at, type, event
    from plenum.acts
    where ballot is not null
    union all
    -- The ballot that takes over when the tablets fail is ready at once.
    select sitting, (event ->> 'to_ballot')::uuid, seq, at, 'ballot_readied', '{}'
    from plenum.acts
    where type = 'casting_changed'
),
life as (
    select
        acts.sitting,
        acts.ballot,
        (array_agg(step.phase order by acts.seq desc) filter (where step.phase is not null))[1]
            as phase,
        min(acts.at) filter (where acts.type = 'ballot_opened') as opened_at,
        min(acts.at) filter (where acts.type = 'ballot_closed') as closed_at,
        min(acts.event ->> 'cause') filter (where acts.type = 'ballot_closed') as close_cause,
        min((acts.event #>> '{envelopes,count}')::bigint) filter (where acts.type = 'ballot_closed')
            as envelopes,
        min(acts.event #>> '{envelopes,root}') filter (where acts.type = 'ballot_closed')
            as envelopes_root,
        case
            when bool_or(acts.type = 'key_destroyed') then 'destroyed'
            when bool_or(acts.type = 'key_lost') then 'lost'
            when bool_or(acts.type = 'ballot_opened' and acts.event ->> 'seal' is not null)
                then 'held'
        end as seal_key,
        max(acts.at) filter (where acts.type = 'ballot_declared') as declared_at,
        min(acts.event ->> 'reason') filter (
            where acts.type in ('ballot_voided', 'casting_changed')
        ) as void_reason
    from acts
    left join (
        values
            ('ballot_drafted', 'draft'),
            ('ballot_readied', 'ready'),
            ('ballot_unreadied', 'draft'),
            ('ballot_cancelled', 'cancelled'),
            ('ballot_opened', 'open'),
            ('ballot_suspended', 'suspended'),
            ('ballot_resumed', 'open'),
            ('ballot_closed', 'closed'),
            ('ballot_counted', 'counted'),
            ('ballot_certified', 'certified'),
            ('ballot_declared', 'declared'),
            ('ballot_voided', 'voided'),
            ('count_corrected', 'counted'),
            ('casting_changed', 'changed')
    ) as step (type, phase) on step.type = acts.type
    group by acts.sitting, acts.ballot
)
select
    life.sitting,
    life.ballot,
    (sheets.sheet ->> 'number')::integer as number,
    (sheets.sheet ->> 'round')::integer as round,
    sheets.sheet ->> 'title' as title,
    sheets.sheet ->> 'kind' as kind,
    sheets.sheet ->> 'profile' as profile,
    sheets.sheet #>> '{rules,secrecy}' as secrecy,
    case
        when life.phase <> 'changed' then life.phase
        when life.opened_at is null then 'cancelled'
        else 'voided'
    end as phase,
    life.opened_at,
    life.closed_at,
    life.close_cause,
    life.declared_at,
    case when life.opened_at is not null then life.void_reason end as void_reason,
    life.envelopes,
    life.envelopes_root,
    life.seal_key
from life
join plenum.sheets on sheets.sitting = life.sitting and sheets.ballot = life.ballot;
comment on view plenum.ballots is
    'Every ballot of the agenda with its phase and times. A voided ballot is without effect. '
    'Of a secret one besides: number and Merkle root of the counted envelopes, and what became of '
    'the key that opens them (held, destroyed, lost).';

create view plenum.attendance as
select
    people.sitting,
    people.delegate,
    people.number,
    people.name,
    people.delegation,
    people.seat,
    people.standing,
    mark.seq,
    mark.at,
    mark.mark,
    mark.by
from plenum.people
left join (
    select
        sitting,
        (event ->> 'delegate')::uuid as delegate,
        seq,
        at,
        case
            when type <> 'leave_set' then type
            when (event ->> 'on_leave')::boolean then 'leave'
            else 'leave_ended'
        end as mark,
        by
    from plenum.acts
    where type in ('checked_in', 'checked_out', 'leave_set')
) as mark on mark.sitting = people.sitting and mark.delegate = people.delegate;
comment on view plenum.attendance is
    'One row per mark: checked_in, checked_out, leave, leave_ended. '
    'A person without any mark has one row with nulls. by: delegate on the own device, or operator.';

create view plenum.turnout as
with endings as (
    select distinct on (sitting, ballot)
        sitting,
        ballot,
        seq,
        event -> 'turnout' as turnout
    from plenum.acts
    where type in ('ballot_closed', 'ballot_voided', 'casting_changed')
    order by sitting, ballot, seq
),
-- Read twice below, and still only for the sitting that is asked for.
opened as not materialized (
    select
        opening.sitting,
        opening.ballot,
        opening.seq as opened_seq,
        opening.event,
        -- Figures froze at the cut, or else when the ballot was voided; else they still move.
        coalesce(endings.seq, 9223372036854775807) as end_seq,
        -- The count knows of raised hands and papers too.
        coalesce(counts.event #> '{count,turnout}', endings.turnout) as turnout,
        (sheets.sheet #>> '{rules,presence_needed}')::boolean as presence_needed,
        sheets.sheet #>> '{rules,remote}' = 'allowed' as takes_video
    from plenum.acts as opening
    join plenum.sheets
        on sheets.sitting = opening.sitting and sheets.ballot = opening.ballot
    left join endings
        on endings.sitting = opening.sitting and endings.ballot = opening.ballot
    left join plenum.counts
        on counts.sitting = opening.sitting and counts.ballot = opening.ballot
    where opening.type = 'ballot_opened'
),
moves as (
    select
        sitting,
        ballot,
        (event ->> 'delegate')::uuid as delegate,
        seq,
        case
            -- A sealed vote is a vote.
            when type = 'envelope_cast' then 'vote_cast'
            when type = 'checked_in' and event ->> 'via' = 'video' then 'video'
            else type
        end as type
    from plenum.acts
    where type in ('checked_in', 'checked_out', 'vote_cast', 'envelope_cast', 'vote_annulled')
),
-- Everybody of the electorate of a ballot that was not closed: in the room at any time since the
-- opening, in the room at the end, with a vote.
electors as (
    select
        opened.sitting,
        opened.ballot,
        elector.delegate,
        not opened.presence_needed
        or coalesce(
            (array_agg(moves.type order by moves.seq desc)
                filter (where moves.seq < elector.since_seq))[1] = any (present.types),
            false
        )
        or coalesce(
            bool_or(moves.type = any (present.types)) filter (where moves.seq > elector.since_seq),
            false
        ) as been_present,
        not opened.presence_needed
        or coalesce(
            (array_agg(moves.type order by moves.seq desc)
                filter (where moves.type in ('checked_in', 'checked_out', 'video')))[1]
            = any (present.types),
            false
        ) as in_the_room,
        coalesce(
            (array_agg(moves.type order by moves.seq desc)
                filter (where moves.type in ('vote_cast', 'vote_annulled')))[1] = 'vote_cast',
            false
        ) as has_voted
    from opened
    -- By video one is there where the rules of the ballot say so.
    cross join lateral (
        select case when opened.takes_video then array['checked_in', 'video']
            else array['checked_in'] end as types
    ) as present
    cross join lateral (
        select id::uuid as delegate, opened.opened_seq as since_seq
        from jsonb_array_elements_text(opened.event -> 'electorate') as id
        union all
        -- The electorate of a poll may grow.
        select id::uuid, growth.seq
        from plenum.acts as growth
        cross join lateral jsonb_array_elements_text(growth.event -> 'joined') as id
        where growth.type = 'electorate_grown'
            and growth.sitting = opened.sitting
            and growth.ballot = opened.ballot
    ) as elector
    left join moves
        on moves.sitting = opened.sitting
        and moves.delegate = elector.delegate
        and moves.seq < opened.end_seq
        and (moves.type in ('checked_in', 'checked_out', 'video') or moves.ballot = opened.ballot)
    where opened.turnout is null
    group by
        opened.sitting,
        opened.ballot,
        opened.presence_needed,
        elector.delegate,
        elector.since_seq,
        present.types
),
running as (
    select
        sitting,
        ballot,
        count(*) as electorate,
        count(*) filter (where been_present) as eligible,
        count(*) filter (where has_voted) as voted,
        count(*) filter (where been_present and not has_voted and in_the_room) as did_not_vote,
        count(*) filter (where been_present and not has_voted and not in_the_room) as left_early
    from electors
    group by sitting, ballot
)
select
    opened.sitting,
    opened.ballot,
    (opened.event ->> 'members')::integer as members,
    (opened.event ->> 'present')::integer as present_at_open,
    coalesce(
        (opened.turnout ->> 'electorate')::integer,
        running.electorate::integer,
        jsonb_array_length(opened.event -> 'electorate')
    ) as electorate,
    coalesce((opened.turnout ->> 'eligible')::integer, running.eligible::integer, 0) as eligible,
    coalesce((opened.turnout ->> 'voted')::integer, running.voted::integer, 0) as voted,
    coalesce((opened.turnout ->> 'did_not_vote')::integer, running.did_not_vote::integer, 0)
        as did_not_vote,
    coalesce((opened.turnout ->> 'left_early')::integer, running.left_early::integer, 0)
        as left_early
from opened
left join running on running.sitting = opened.sitting and running.ballot = opened.ballot;
comment on view plenum.turnout is
    'Figures of the count, before it those at the cut, as recorded; of a ballot without a cut, '
    'counted from marks and votes. '
    'eligible = voted + did_not_vote + left_early.';

create view plenum.participation as
select
    votes.sitting,
    votes.ballot,
    (votes.event ->> 'delegate')::uuid as delegate,
    people.number,
    people.name,
    people.delegation,
    (votes.event ->> 'revision')::integer as revision,
    (votes.event ->> 'cast_id')::uuid as cast_id,
    votes.seq,
    votes.at,
    (votes.event ->> 'revision')::integer = max((votes.event ->> 'revision')::integer)
        over (partition by votes.sitting, votes.ballot, votes.event ->> 'delegate')
    and coalesce(annulled.seq < votes.seq, true) as counts,
    -- base64url without padding; decode() wants the other alphabet, padded.
    encode(
        sha256(
            decode(
                rpad(
                    translate(votes.event ->> 'envelope', '-_', '+/'),
                    (length(votes.event ->> 'envelope') + 3) / 4 * 4,
                    '='
                ),
                'base64'
            )
        ),
        'hex'
    ) as envelope_hash
from plenum.acts as votes
join plenum.people
    on people.sitting = votes.sitting and people.delegate = (votes.event ->> 'delegate')::uuid
left join plenum.annulled
    on annulled.sitting = votes.sitting
    and annulled.ballot = votes.ballot
    and annulled.delegate = (votes.event ->> 'delegate')::uuid
where votes.type in ('vote_cast', 'envelope_cast');
comment on view plenum.participation is
    'Who took part in which ballot and when, each revision, of recorded and of secret ballots. '
    'counts: the last revision of this person. envelope_hash: SHA-256 of the sealed envelope, as on '
    'the receipt; null in a recorded ballot. What was voted is not here.';

create view plenum.papers as
with votes as (
    select
        sitting,
        ballot,
        seq,
        at,
        (event ->> 'delegate')::uuid as delegate,
        (event ->> 'cast_id')::uuid as cast_id,
        (event ->> 'revision')::integer as revision,
        event -> 'paper' as paper,
        null::bigint as published
    from plenum.acts
    where type = 'vote_cast'
    union all
    select counted.sitting, counted.ballot, counted.seq, counted.at, null, null, null, paper, place
    from plenum.acts as counted
    cross join lateral jsonb_array_elements(
        case jsonb_typeof(counted.event #> '{opened,papers}')
            when 'array' then counted.event #> '{opened,papers}'
        end
    ) with ordinality as list (paper, place)
    where counted.type = 'ballot_counted'
)
select
    votes.sitting,
    votes.ballot,
    votes.delegate,
    people.number,
    people.name,
    people.delegation,
    votes.revision,
    votes.cast_id,
    votes.seq,
    votes.at,
    coalesce(
        votes.revision = max(votes.revision)
            over (partition by votes.sitting, votes.ballot, votes.delegate),
        true
    ) and coalesce(annulled.seq < votes.seq, true) as counts,
    votes.published,
    line.item ->> 'id' as item,
    line.item ->> 'title' as item_title,
    line.choice ->> 'id' as choice,
    line.choice ->> 'zh' as choice_zh
from votes
left join plenum.people on people.sitting = votes.sitting and people.delegate = votes.delegate
left join plenum.annulled
    on annulled.sitting = votes.sitting
    and annulled.ballot = votes.ballot
    and annulled.delegate = votes.delegate
join plenum.sheets on sheets.sitting = votes.sitting and sheets.ballot = votes.ballot
left join lateral (
    -- A paper holds places: of the grade in each row, or of the options that were picked.
    select
        sheets.sheet #> array['form', 'rows', (mark.place - 1)::text] as item,
        sheets.sheet #> array['form', 'grades', mark.grade] as choice
    from jsonb_array_elements_text(votes.paper -> 'marks') with ordinality as mark (grade, place)
    union all
    select
        sheets.sheet #> array['form', 'options', pick],
        jsonb '{"id": "picked", "zh": "选"}'
    from jsonb_array_elements_text(votes.paper -> 'picks') as pick
    union all
    select
        sheets.sheet #> array['form', 'options', ranked.pick],
        jsonb_build_object('id', 'rank_' || ranked.place, 'zh', '第 ' || ranked.place || ' 名')
    from jsonb_array_elements_text(votes.paper -> 'ranks') with ordinality as ranked (pick, place)
    union all
    select
        sheets.sheet #> array['form', 'rows', (scored.place - 1)::text],
        jsonb_build_object('id', scored.units, 'zh', round(
            scored.units::numeric / power(10::numeric, (sheets.sheet #>> '{form,decimals}')::numeric),
            (sheets.sheet #>> '{form,decimals}')::integer)::text)
    from jsonb_array_elements_text(votes.paper -> 'scores') with ordinality as scored (units, place)
    union all
    select
        sheets.sheet #> array['form', 'questions', (written.place - 1)::text],
        jsonb_build_object('id', written.answer, 'zh', written.answer)
    from jsonb_array_elements_text(votes.paper -> 'answers')
        with ordinality as written (answer, place)
) as line on true
-- Spelt as a case, because the planner takes a bare comparison to leave one sheet, and then reads
-- the roster anew for each.
where votes.published is not null
    or case sheets.sheet #>> '{rules,secrecy}' when 'recorded' then true else false end;
comment on view plenum.papers is
    'Every paper of the recorded ballots, each revision, one row per row of the paper or picked or '
    'ranked option. choice is the grade, the rank, the score in units of its last decimal or the '
    'answer. counts: the last revision of this person. A row left blank has no choice, a paper '
    'without a pick no item. Of a secret ballot whose rule publishes its papers: their content, '
    'numbered (published) in the order of the bytes, without a voter, with place and time of the '
    'count.';

create view plenum.results as
select
    counted.sitting,
    counted.ballot,
    ballots.phase,
    line.item ->> 'id' as item,
    line.item ->> 'title' as title,
    case form ->> 'form'
        when 'marks' then (
            select jsonb_object_agg(grade ->> 'id', line.tally -> 'votes' -> (place - 1)::integer)
            from jsonb_array_elements(form -> 'grades') with ordinality as grades (grade, place)
        )
        when 'ranks' then (
            select jsonb_object_agg('rank_' || place, papers)
            from jsonb_array_elements(line.tally -> 'ranks') with ordinality as ranks (papers, place)
        )
        when 'scores' then (
            select coalesce(jsonb_object_agg(cell ->> 0, cell -> 1), jsonb '{}')
            from jsonb_array_elements(line.tally -> 'scores') as cell
        )
        when 'text' then jsonb_build_object('answered', line.tally)
        else jsonb_build_object('picked', line.tally)
    end as votes,
    coalesce((line.tally ->> 'blank')::integer, 0) as blank,
    coalesce((line.tally ->> 'invalid')::integer, 0) as invalid,
    case outcome ->> 'kind'
        when 'threshold' then
            case when (ruling ->> 'adopted')::boolean then 'adopted' else 'not_adopted' end
        when 'selection' then ruling ->> 'verdict'
        when 'points' then ruling ->> 'verdict'
        when 'mean' then ruling ->> 'verdict'
        when 'quota' then ruling #>> '{verdict,verdict}'
        when 'ladder' then ruling #>> '{verdict,verdict}'
        when 'no_result' then 'no_result'
    end as verdict,
    coalesce(ruling #>> '{verdict,grade}', ruling ->> 'band') as grade,
    (ruling ->> 'rank')::integer as rank,
    (ruling ->> 'needed')::integer as needed,
    (ruling ->> 'base_count')::integer as base_count
from plenum.counts as counted
join plenum.ballots on ballots.sitting = counted.sitting and ballots.ballot = counted.ballot
join plenum.sheets on sheets.sitting = counted.sitting and sheets.ballot = counted.ballot
cross join lateral (
    select
        sheets.sheet -> 'form' as form,
        counted.event #> '{count,tally}' as tally,
        counted.event #> '{count,outcome}' as outcome
) as sums
cross join lateral (
    select
        item,
        coalesce(tally -> 'rows', tally -> 'votes', tally -> 'answered')
            -> (place - 1)::integer as tally
    from jsonb_array_elements(coalesce(form -> 'rows', form -> 'options', form -> 'questions'))
        with ordinality as items (item, place)
) as line
left join lateral jsonb_array_elements(outcome -> 'rows') as ruling
    on ruling ->> 'item' = line.item ->> 'id';
comment on view plenum.results is
    'One row per row, option or question of every counted ballot; scores by units of their last '
    'decimal. Official once the phase is declared, '
    'without effect when it is voided. A shared rank is a tie.';

create view plenum.checkpoints as
select
    sitting,
    seq,
    at,
    type as mark,
    (event ->> 'size')::bigint as size,
    event ->> 'root' as root,
    event ->> 'key' as key,
    coalesce(event ->> 'signature', event ->> 'by_key') as signature,
    event ->> 'previous' as previous_key,
    event ->> 'by_previous' as previous_signature
from plenum.acts
where type in ('checkpoint_signed', 'signing_key_set');
comment on view plenum.checkpoints is
    'checkpoint_signed: Merkle root of the first size records, signed by key. signing_key_set: the '
    'key from here on, signed by itself and by the one before, if there was one.';

grant select on
    plenum.acts,
    plenum.people,
    plenum.sheets,
    plenum.counts,
    plenum.annulled,
    plenum.ballots,
    plenum.attendance,
    plenum.turnout,
    plenum.participation,
    plenum.papers,
    plenum.results,
    plenum.checkpoints
to plenum_auditor;
