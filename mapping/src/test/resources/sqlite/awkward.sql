-- Declarations that are easy to read wrongly; every one is accepted by SQLite 3.40.
CREATE TABLE "Owner ""of"" all" ([the id] INTEGER PRIMARY KEY AUTOINCREMENT, `na``me` TEXT COLLATE NOCASE UNIQUE, 'quoted' varchar ( 10 ) DEFAULT "word", plain DEFAULT idle);
CREATE TABLE types (a INT, b "unsigned big int", c DOUBLE PRECISION, d DECIMAL(10 , 5), e, f BOOLEAN DEFAULT 1, g DATETIME(3) DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')), h JSON DEFAULT '{"a":[1]}', i BLOB DEFAULT x'00ff', j DATE DEFAULT CURRENT_DATE, k TIME DEFAULT CURRENT_TIME, l TIMESTAMP DEFAULT CURRENT_TIMESTAMP, m REAL DEFAULT -1.5e3, n STRING, o UUID, p NUMERIC DEFAULT +7, q TEXT DEFAULT (lower(hex(randomblob(4)))), r INT DEFAULT (1 + 2), s TEXT DEFAULT 1.0, t INTEGER DEFAULT (strftime('%s', 'now')));
CREATE TABLE child (id TEXT PRIMARY KEY, -- comment ) with ' quotes
  parent REFERENCES "Owner ""of"" all" ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED, owner INTEGER CONSTRAINT fk REFERENCES "owner ""of"" ALL"([the id]), self TEXT REFERENCES child(id) ON DELETE SET DEFAULT, gone INT REFERENCES nowhere(id) /* missing */, a INT, b INT, UNIQUE (a, b) ON CONFLICT IGNORE, CONSTRAINT u UNIQUE (b DESC), CHECK (a > 0 OR b IN (1, 2, (3))), CONSTRAINT c CHECK (length(id) < 50 AND id NOT LIKE '%)%'));
CREATE TABLE pair (x INT NOT NULL, y TEXT, z AS (x * 2), w TEXT GENERATED ALWAYS AS (y || '!') STORED, PRIMARY KEY (y, x)) WITHOUT ROWID;
CREATE TABLE exact (id INT PRIMARY KEY, v ANY, n TEXT NOT NULL CHECK (n <> '')) STRICT;
CREATE TABLE refers (x INT, y TEXT, FOREIGN KEY (y, x) REFERENCES pair ON UPDATE CASCADE MATCH SIMPLE NOT DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "order" ("group" INT, "select" TEXT, xmin INT, имя TEXT, PRIMARY KEY ("group" DESC) ON CONFLICT REPLACE);
CREATE TABLE u (id INTEGER PRIMARY KEY, CONSTRAINT u UNIQUE (id));
CREATE INDEX partial ON types (a DESC, e COLLATE RTRIM) WHERE f = 1 AND a BETWEEN 1 AND 5;
CREATE UNIQUE INDEX expr ON types (lower(n), coalesce(a, 0) + 1);
CREATE INDEX odd ON types (json_extract(h, '$.a'));
CREATE VIEW seen AS SELECT c.id, o.[the id] AS owner FROM child c JOIN "Owner ""of"" all" o ON o.[the id] = c.owner WHERE c.a > 1;
CREATE VIEW counted AS SELECT a, count(*) FROM child GROUP BY a;
CREATE TRIGGER tr AFTER INSERT ON child BEGIN UPDATE child SET a = 1; END;
CREATE VIRTUAL TABLE docs USING fts5(body);
