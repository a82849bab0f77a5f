-- The hub's tables. Three kinds: rows (only grow), models (rebuilt from rows), and what people made here.

DO $$ BEGIN
  BEGIN CREATE ROLE cubby_ingest NOLOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  BEGIN CREATE ROLE cubby_principal NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
END $$;

SET LOCAL search_path = hub;

CREATE TABLE hub (
  id text PRIMARY KEY,
  incarnation integer NOT NULL,
  nonce_key bytea NOT NULL,
  order_keys text[] NOT NULL,
  sealing_key text NOT NULL,
  made timestamptz NOT NULL DEFAULT now()
);

-- Kiosks and their lines ------------------------------------------------------------------------

CREATE TABLE kiosks (
  id text PRIMARY KEY,
  name text NOT NULL DEFAULT '',
  added timestamptz NOT NULL DEFAULT now(),
  enrolled timestamptz,
  orders_given bigint NOT NULL DEFAULT 0,
  orders_after bigint NOT NULL DEFAULT 0
);

CREATE TABLE enrolments (
  code_hash bytea PRIMARY KEY,
  kiosk text NOT NULL REFERENCES kiosks,
  made timestamptz NOT NULL DEFAULT now(),
  expires timestamptz NOT NULL,
  by text NOT NULL,
  key bytea,
  digits text,
  epoch integer,
  approved_by text,
  approved timestamptz,
  refused timestamptz
);

-- The guard of the ingest: locked for as long as a batch is taken.
CREATE TABLE cursors (
  kiosk text PRIMARY KEY REFERENCES kiosks,
  key bytea NOT NULL,
  least_epoch integer NOT NULL DEFAULT 1,
  epoch integer NOT NULL DEFAULT 0,
  acked bigint NOT NULL DEFAULT 0,
  head bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  heard timestamptz NOT NULL DEFAULT now(),
  fork bigint
) WITH (fillfactor = 50);

-- Which epoch holds which rows: what a restored kiosk lost stays, and stands as lost from there on.
CREATE TABLE lines (
  kiosk text NOT NULL REFERENCES kiosks,
  epoch integer NOT NULL,
  first bigint NOT NULL,
  lost_from bigint,
  lost_to bigint,
  PRIMARY KEY (kiosk, epoch)
);

CREATE SEQUENCE row_ids;

CREATE TABLE rows (
  id bigint NOT NULL DEFAULT nextval('hub.row_ids'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  received timestamptz NOT NULL DEFAULT now(),
  kiosk text NOT NULL,
  epoch integer NOT NULL,
  seq bigint NOT NULL,
  principal text NOT NULL,
  kind text NOT NULL,
  visit text,
  at text NOT NULL,
  hash bytea NOT NULL,
  row bytea NOT NULL
) PARTITION BY RANGE (received);

CREATE TABLE rows_before PARTITION OF rows DEFAULT;
CREATE UNIQUE INDEX rows_before_net ON rows_before (kiosk, epoch, seq);
CREATE INDEX rows_order ON rows (xid, id);

-- A partition for each of the days from yesterday to `ahead` days from now, with the net of its own.
CREATE FUNCTION keep_partitions(ahead integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  day date; name text; made integer := 0;
BEGIN
  FOR day IN SELECT d::date FROM generate_series((now() AT TIME ZONE 'UTC')::date,
      (now() AT TIME ZONE 'UTC')::date + ahead, interval '1 day') d LOOP
    name := 'rows_' || to_char(day, 'YYYYMMDD');
    IF to_regclass('hub.' || name) IS NULL THEN
      EXECUTE format('CREATE TABLE hub.%I PARTITION OF hub.rows FOR VALUES FROM (%L) TO (%L)', name,
        day::text || ' 00:00+00', (day + 1)::text || ' 00:00+00');
      EXECUTE format('CREATE UNIQUE INDEX %I ON hub.%I (kiosk, epoch, seq)', name || '_net', name);
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $$;

CREATE TABLE states (
  kiosk text PRIMARY KEY REFERENCES kiosks,
  number bigint NOT NULL,
  heard timestamptz NOT NULL DEFAULT now(),
  content jsonb NOT NULL,
  cabinet jsonb
);

CREATE TABLE items (
  kiosk text NOT NULL REFERENCES kiosks,
  id text NOT NULL,
  about text NOT NULL,
  kind text NOT NULL,
  sealed bytea NOT NULL,
  received timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kiosk, id)
);
CREATE INDEX items_about ON items (kiosk, about);

CREATE TABLE documents (
  kiosk text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL,
  content jsonb NOT NULL,
  by text NOT NULL,
  why text NOT NULL,
  made timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kiosk, name, version)
);

CREATE TABLE orders (
  kiosk text NOT NULL REFERENCES kiosks,
  seq bigint NOT NULL,
  id text NOT NULL,
  principal text NOT NULL DEFAULT '',
  act text NOT NULL,
  args jsonb NOT NULL,
  by text NOT NULL,
  reason text NOT NULL DEFAULT '',
  needs integer NOT NULL,
  approved_by text,
  made timestamptz NOT NULL DEFAULT now(),
  ends timestamptz NOT NULL,
  lasts integer NOT NULL,
  signed jsonb,
  given timestamptz,
  taken timestamptz,
  ended timestamptz,
  outcome text NOT NULL DEFAULT '',
  PRIMARY KEY (kiosk, seq),
  UNIQUE (kiosk, id)
);

CREATE TABLE alarms (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kiosk text NOT NULL REFERENCES kiosks,
  kind text NOT NULL,
  detail text NOT NULL DEFAULT '',
  raised timestamptz NOT NULL DEFAULT now(),
  times integer NOT NULL DEFAULT 1,
  seen_by text,
  seen timestamptz
);
CREATE UNIQUE INDEX alarms_open ON alarms (kiosk, kind, detail) WHERE seen IS NULL;

-- Models: rebuilt from rows by `cubby hub rebuild` ----------------------------------------------

CREATE TABLE followers (
  name text PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT '0',
  id bigint NOT NULL DEFAULT 0
);
INSERT INTO followers (name) VALUES ('models');

CREATE TABLE machines (
  kiosk text PRIMARY KEY,
  version text NOT NULL DEFAULT '',
  started timestamptz,
  stopped timestamptz,
  at timestamptz,
  seq bigint NOT NULL DEFAULT 0,
  visits bigint NOT NULL DEFAULT 0,
  jams bigint NOT NULL DEFAULT 0,
  order_open text NOT NULL DEFAULT ''
);

CREATE TABLE things (
  kiosk text NOT NULL,
  consignment text NOT NULL,
  principal text NOT NULL DEFAULT '',
  service text NOT NULL DEFAULT '',
  size text NOT NULL DEFAULT '',
  state text NOT NULL,
  compartment text NOT NULL DEFAULT '',
  order_id text NOT NULL DEFAULT '',
  announced timestamptz,
  deposited timestamptz,
  left_at timestamptz,
  overdue timestamptz,
  PRIMARY KEY (kiosk, consignment)
);
CREATE INDEX things_order ON things (order_id) WHERE order_id <> '';

CREATE TABLE fronts (
  kiosk text NOT NULL,
  label text NOT NULL,
  trouble text NOT NULL DEFAULT '',
  why text NOT NULL DEFAULT '',
  since timestamptz,
  down text NOT NULL DEFAULT '',
  down_since timestamptz,
  open_since timestamptz,
  PRIMARY KEY (kiosk, label)
);

CREATE TABLE tasks (
  kiosk text NOT NULL,
  task text NOT NULL,
  kind text NOT NULL,
  compartment text NOT NULL,
  role text NOT NULL,
  note text NOT NULL DEFAULT '',
  made timestamptz,
  done timestamptz,
  PRIMARY KEY (kiosk, task)
);

CREATE TABLE zones (
  kiosk text NOT NULL,
  zone text NOT NULL,
  temperature text NOT NULL DEFAULT '',
  outside_since timestamptz,
  worst integer,
  unwatched_since timestamptz,
  PRIMARY KEY (kiosk, zone)
);

CREATE TABLE visits (
  kiosk text NOT NULL,
  visit text NOT NULL,
  number bigint NOT NULL,
  word text NOT NULL,
  journey text NOT NULL,
  began timestamptz,
  ended timestamptz,
  how text NOT NULL DEFAULT '',
  PRIMARY KEY (kiosk, visit)
);
CREATE INDEX visits_word ON visits (kiosk, word);

-- People, principals, and what they made --------------------------------------------------------

CREATE TABLE people (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  password bytea NOT NULL,
  totp bytea NOT NULL,
  totp_step bigint NOT NULL DEFAULT 0,
  totp_confirmed boolean NOT NULL DEFAULT false,
  must_change boolean NOT NULL DEFAULT true,
  failed integer NOT NULL DEFAULT 0,
  wait_until timestamptz,
  added timestamptz NOT NULL DEFAULT now(),
  removed timestamptz
);

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  person bigint NOT NULL REFERENCES people,
  csrf text NOT NULL,
  full_access boolean NOT NULL,
  made timestamptz NOT NULL DEFAULT now(),
  used timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE looks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  what text NOT NULL,
  kiosk text NOT NULL DEFAULT '',
  about text NOT NULL DEFAULT ''
);
CREATE INDEX looks_about ON looks (kiosk, about, at);

CREATE TABLE principals (
  id text PRIMARY KEY,
  name text NOT NULL,
  added timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
  key_hash bytea PRIMARY KEY,
  principal text NOT NULL REFERENCES principals,
  note text NOT NULL DEFAULT '',
  made timestamptz NOT NULL DEFAULT now(),
  revoked timestamptz
);

-- What names recipients: erasable, and in no row.
CREATE TABLE parcels (
  kiosk text NOT NULL REFERENCES kiosks,
  order_id text NOT NULL,
  principal text NOT NULL,
  tracking text NOT NULL,
  tracking_key text NOT NULL,
  phone text NOT NULL DEFAULT '',
  phone_key text NOT NULL DEFAULT '',
  name text NOT NULL DEFAULT '',
  made timestamptz NOT NULL DEFAULT now(),
  cancelled timestamptz,
  PRIMARY KEY (kiosk, order_id)
);
CREATE INDEX parcels_tracking ON parcels (tracking_key);
CREATE INDEX parcels_phone ON parcels (phone_key);

CREATE TABLE requests (
  principal text NOT NULL,
  key text NOT NULL,
  digest bytea NOT NULL,
  status integer NOT NULL,
  answer json NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (principal, key)
);

CREATE TABLE subscriptions (
  id text PRIMARY KEY,
  principal text NOT NULL REFERENCES principals,
  url text NOT NULL,
  secret bytea NOT NULL,
  kinds text[] NOT NULL DEFAULT '{}',
  xid xid8 NOT NULL DEFAULT '0',
  row_id bigint NOT NULL DEFAULT 0,
  failing_since timestamptz,
  failures integer NOT NULL DEFAULT 0,
  why text NOT NULL DEFAULT '',
  next_try timestamptz NOT NULL DEFAULT now(),
  made timestamptz NOT NULL DEFAULT now()
);

-- Who may what -----------------------------------------------------------------------------------
-- The ingest role adds rows and moves the cursor. Of rows it reads the chain and nothing of what they say.

GRANT USAGE ON SCHEMA hub TO cubby_ingest, cubby_principal;
GRANT INSERT ON rows TO cubby_ingest;
GRANT SELECT (kiosk, epoch, seq, hash) ON rows TO cubby_ingest;
GRANT USAGE ON SEQUENCE row_ids TO cubby_ingest;
GRANT SELECT, UPDATE ON cursors TO cubby_ingest;
GRANT SELECT, INSERT, UPDATE ON lines TO cubby_ingest;

-- A principal sees its own. `current_setting` without a default: where nobody said whose, it is an error.
ALTER TABLE rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE things ENABLE ROW LEVEL SECURITY;
ALTER TABLE parcels ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON rows TO cubby_principal USING (principal = current_setting('cubby.principal'));
CREATE POLICY own ON things TO cubby_principal USING (principal = current_setting('cubby.principal'));
CREATE POLICY own ON parcels TO cubby_principal USING (principal = current_setting('cubby.principal'));
CREATE POLICY own ON orders TO cubby_principal USING (principal = current_setting('cubby.principal'));
CREATE POLICY own ON requests TO cubby_principal USING (principal = current_setting('cubby.principal'));
CREATE POLICY own ON subscriptions TO cubby_principal USING (principal = current_setting('cubby.principal'));
GRANT SELECT ON rows, things, kiosks TO cubby_principal;
GRANT SELECT, INSERT, UPDATE ON parcels, orders, requests TO cubby_principal;
GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions TO cubby_principal;
GRANT UPDATE (orders_given) ON kiosks TO cubby_principal;
GRANT SELECT ON fronts, states TO cubby_principal;

SELECT keep_partitions(2);
