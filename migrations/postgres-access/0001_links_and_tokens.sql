-- One-time sign-in links and the tokens they were exchanged for. Only SHA-256 hashes are stored:
-- whoever reads these tables cannot sign in with them. The connection's search path is the schema
-- of this installation; it runs as plenum_owner.
create table access_links (
    code_hash bytea not null constraint access_links_pkey primary key,
    sitting text not null,
    role text not null,
    valid_until_ms bigint not null,
    redeemed_at_ms bigint
);

create index access_links_grant_idx on access_links (sitting, role);

create table access_tokens (
    token_hash bytea not null constraint access_tokens_pkey primary key,
    sitting text not null,
    role text not null,
    valid_until_ms bigint not null
);

-- Revoking asks by grant.
create index access_tokens_grant_idx on access_tokens (sitting, role);

-- What a server does: it adds, looks up, uses up, revokes, forgets. It never changes a grant.
grant select, insert, delete, update (redeemed_at_ms) on access_links to plenum_service;
grant select, insert, delete on access_tokens to plenum_service;
grant select on access_migrations to plenum_service;
