-- One-time sign-in links and the tokens they were exchanged for. Only SHA-256 hashes are stored:
-- whoever reads these tables cannot sign in with them. The connection's search path is the schema
-- of this installation.
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
