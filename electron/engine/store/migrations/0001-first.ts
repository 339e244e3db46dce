/** The first workspace. Times are ISO 8601 in UTC unless the column says local; JSON columns are validated by their zod schema when read. */
export const first = `
CREATE TABLE workspace (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE class (
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  storage TEXT NOT NULL CHECK (storage IN ('copy', 'reference')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  report TEXT
) STRICT;

CREATE TABLE image (
  id TEXT PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  path TEXT NOT NULL,
  source TEXT NOT NULL,
  stored_path TEXT NOT NULL,
  storage TEXT NOT NULL CHECK (storage IN ('copy', 'reference')),
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  pixel_sha256 TEXT NOT NULL,
  mean REAL NOT NULL,
  contrast REAL NOT NULL,
  sharpness REAL NOT NULL,
  clipped_share REAL NOT NULL,
  captured_at_local TEXT,
  captured_from TEXT,
  declared_role TEXT,
  duplicate_of TEXT REFERENCES image (id),
  attributes TEXT NOT NULL DEFAULT '{}',
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX image_by_path ON image (path);
CREATE INDEX image_by_pixels ON image (pixel_sha256);

CREATE TABLE image_location (
  folder TEXT NOT NULL,
  path TEXT NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  PRIMARY KEY (folder, path)
) STRICT;
CREATE INDEX image_location_by_image ON image_location (image_id);

CREATE TABLE prepared (
  image_id TEXT NOT NULL REFERENCES image (id),
  preparation TEXT NOT NULL,
  path TEXT NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  PRIMARY KEY (image_id, preparation)
) STRICT;

CREATE TABLE preparation (
  hash TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE annotation_revision (
  image_id TEXT NOT NULL REFERENCES image (id),
  revision INTEGER NOT NULL,
  content TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (image_id, revision)
) STRICT;

CREATE VIEW current_annotation AS
  SELECT a.* FROM annotation_revision AS a
  WHERE a.revision = (SELECT max(b.revision) FROM annotation_revision AS b WHERE b.image_id = a.image_id);

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  seed INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  summary TEXT NOT NULL,
  UNIQUE (name, version)
) STRICT;

CREATE TABLE dataset_member (
  dataset_id INTEGER NOT NULL REFERENCES dataset (id),
  image_id TEXT NOT NULL REFERENCES image (id),
  role TEXT NOT NULL CHECK (role IN ('train', 'val', 'calibration', 'test')),
  file_name TEXT NOT NULL,
  block TEXT NOT NULL,
  episode TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, image_id)
) STRICT;

CREATE TABLE run (
  id TEXT PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset (id),
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'failed', 'interrupted')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  input_hash TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;

CREATE TABLE model (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  run_id TEXT REFERENCES run (id),
  created_at TEXT NOT NULL,
  card TEXT NOT NULL,
  threshold TEXT NOT NULL,
  PRIMARY KEY (name, version)
) STRICT;

CREATE TABLE evaluation (
  id INTEGER PRIMARY KEY,
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  dataset_id INTEGER NOT NULL REFERENCES dataset (id),
  role TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  figures TEXT NOT NULL,
  FOREIGN KEY (model_name, model_version) REFERENCES model (name, version)
) STRICT;
CREATE INDEX evaluation_by_model ON evaluation (model_name, model_version);

CREATE TABLE evaluation_image (
  evaluation_id INTEGER NOT NULL REFERENCES evaluation (id),
  image_id TEXT NOT NULL REFERENCES image (id),
  result TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, image_id)
) STRICT;

CREATE TABLE test_look (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset (id),
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  looked_at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE pipeline_stage (
  name TEXT PRIMARY KEY,
  inputs TEXT NOT NULL,
  output TEXT NOT NULL,
  finished_at TEXT NOT NULL
) STRICT;
`;
