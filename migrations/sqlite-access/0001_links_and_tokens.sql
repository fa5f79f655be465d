-- One-time sign-in links and the tokens they were exchanged for. Only SHA-256 hashes are stored:
-- whoever reads this file cannot sign in with it.
create table access_links (
    code_hash blob not null primary key,
    sitting text not null,
    role text not null,
    valid_until_ms integer not null,
    redeemed_at_ms integer
) strict, without rowid;

create index access_links_grant_idx on access_links (sitting, role);

create table access_tokens (
    token_hash blob not null primary key,
    sitting text not null,
    role text not null,
    valid_until_ms integer not null
) strict, without rowid;

-- Revoking asks by grant.
create index access_tokens_grant_idx on access_tokens (sitting, role);
