CREATE VIEW current_annotation AS
  SELECT a.* FROM annotation_revision AS a
  WHERE a.revision = (SELECT max(b.revision) FROM annotation_revision AS b WHERE b.image_id = a.image_id);

CREATE TRIGGER image_label_follows AFTER INSERT ON annotation_revision BEGIN
  UPDATE image SET
    label_state = json_extract(NEW.content, '$.state'),
    box_count = coalesce(json_array_length(NEW.content, '$.boxes'), 0),
    label_revision = NEW.revision,
    review_state = CASE json_extract(NEW.content, '$.state') WHEN 'unlabelled' THEN 'new' ELSE 'labelled' END
  WHERE id = NEW.image_id;
END;

CREATE TRIGGER image_review_follows AFTER INSERT ON review BEGIN
  UPDATE image SET review_state = NEW.state WHERE id = NEW.image_id AND label_revision = NEW.revision;
END;

CREATE TABLE annotation_revision (
  image_id TEXT NOT NULL REFERENCES image (id),
  revision INTEGER NOT NULL,
  content TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (image_id, revision)
) STRICT;

CREATE TABLE class (
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

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

CREATE TABLE evaluation_image (
  evaluation_id INTEGER NOT NULL REFERENCES evaluation (id),
  image_id TEXT NOT NULL REFERENCES image (id),
  result TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, image_id)
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
, label_state TEXT NOT NULL DEFAULT 'unlabelled', box_count INTEGER NOT NULL DEFAULT 0, label_revision INTEGER NOT NULL DEFAULT 0, review_state TEXT NOT NULL DEFAULT 'new') STRICT;

CREATE TABLE image_location (
  folder TEXT NOT NULL,
  path TEXT NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  PRIMARY KEY (folder, path)
) STRICT;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  storage TEXT NOT NULL CHECK (storage IN ('copy', 'reference')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  report TEXT
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

CREATE TABLE model_decision (
  id INTEGER PRIMARY KEY,
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('candidate', 'validated', 'production', 'archived')),
  decided_at TEXT NOT NULL,
  author TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (model_name, model_version) REFERENCES model (name, version)
) STRICT;

CREATE TABLE pipeline_stage (
  name TEXT PRIMARY KEY,
  inputs TEXT NOT NULL,
  output TEXT NOT NULL,
  finished_at TEXT NOT NULL
) STRICT;

CREATE TABLE preparation (
  hash TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE prepared (
  image_id TEXT NOT NULL REFERENCES image (id),
  preparation TEXT NOT NULL,
  path TEXT NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  PRIMARY KEY (image_id, preparation)
) STRICT;

CREATE TABLE proposal (
  image_id TEXT NOT NULL REFERENCES image (id),
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  boxes TEXT NOT NULL,
  top_score REAL NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (image_id, model_name)
) STRICT;

CREATE TABLE queue_item (
  queue TEXT NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  position REAL NOT NULL,
  reason TEXT NOT NULL,
  added_at TEXT NOT NULL,
  done_at TEXT,
  PRIMARY KEY (queue, image_id)
) STRICT;

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  image_id TEXT NOT NULL REFERENCES image (id),
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reviewed', 'rejected', 'labelled')),
  reviewer TEXT NOT NULL,
  reviewed_at TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT ''
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

CREATE TABLE run_note (
  run_id TEXT PRIMARY KEY REFERENCES run (id),
  note TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '[]',
  author TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
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

CREATE TABLE workspace (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE INDEX annotation_revision_by_time ON annotation_revision (created_at);

CREATE INDEX evaluation_by_model ON evaluation (model_name, model_version);

CREATE INDEX image_by_capture ON image (captured_at_local);

CREATE INDEX image_by_contrast ON image (contrast);

CREATE INDEX image_by_duplicate ON image (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE INDEX image_by_label ON image (label_state, review_state);

CREATE INDEX image_by_mean ON image (mean);

CREATE INDEX image_by_path ON image (path);

CREATE INDEX image_by_pixels ON image (pixel_sha256);

CREATE INDEX image_by_sharpness ON image (sharpness);

CREATE INDEX image_location_by_image ON image_location (image_id);

CREATE INDEX model_decision_by_model ON model_decision (model_name, model_version);

CREATE INDEX proposal_by_score ON proposal (top_score);

CREATE INDEX review_by_image ON review (image_id);
