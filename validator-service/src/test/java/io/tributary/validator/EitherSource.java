package io.tributary.validator;

import io.tributary.common.plan.Migration;

/** A source of some kind with tables of the columns id and v, and its target. */
interface EitherSource extends AutoCloseable {
  /** The kinds. */
  enum Kind {
    POSTGRESQL {
      @Override
      EitherSource make(String name) {
        return new OfPostgres(name);
      }
    },
    SQLITE {
      @Override
      EitherSource make(String name) {
        return new OfSqlite(name);
      }
    };

    abstract EitherSource make(String name);
  }

  /** The source's name in the migration. */
  String name();

  /** The source's schema. */
  String schema();

  /** How statements at the source call a table. */
  String source(String table);

  /** How statements at the target call a table. */
  String target(String table);

  void table(String name);

  void onSource(String sql);

  void onTarget(String sql);

  void checkpoint(long offset, long position, String fenceToken);

  Migration migration();

  /** How verdicts call a table. */
  default String shown(String table) {
    return schema() + "." + table;
  }

  @Override
  void close();

  /** A PostgreSQL database. */
  record OfPostgres(String name, TwoDatabases both) implements EitherSource {
    OfPostgres(String name) {
      this(name, TwoDatabases.create(name));
    }

    @Override
    public String schema() {
      return "app";
    }

    @Override
    public String source(String table) {
      return "app." + table;
    }

    @Override
    public String target(String table) {
      return both.targetSchema() + "." + table;
    }

    @Override
    public void table(String table) {
      both.onBoth("CREATE TABLE $S." + table + " (id int PRIMARY KEY, v text)");
    }

    @Override
    public void onSource(String sql) {
      both.onSource(sql);
    }

    @Override
    public void onTarget(String sql) {
      both.onTarget(sql);
    }

    @Override
    public void checkpoint(long offset, long position, String fenceToken) {
      both.checkpoint(offset, position, fenceToken);
    }

    @Override
    public Migration migration() {
      return TwoDatabases.migration(500, both);
    }

    @Override
    public void close() {
      both.close();
    }
  }

  /** A SQLite file. */
  record OfSqlite(String name, FileAndDatabase both) implements EitherSource {
    OfSqlite(String name) {
      this(
          FileAndDatabase.SOURCE,
          new FileAndDatabase(
              name,
              true,
              "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);"
                  + "CREATE TABLE quiet (id INTEGER PRIMARY KEY, v TEXT);"
                  + "CREATE TABLE small (id INTEGER PRIMARY KEY, v TEXT);"));
    }

    @Override
    public String schema() {
      return "main";
    }

    @Override
    public String source(String table) {
      return table;
    }

    @Override
    public String target(String table) {
      return "moved." + table;
    }

    @Override
    public void table(String table) {
      both.capture(table, "id");
    }

    @Override
    public void onSource(String sql) {
      both.writer.run(sql + ";");
    }

    @Override
    public void onTarget(String sql) {
      both.onTarget(sql);
    }

    @Override
    public void checkpoint(long offset, long position, String fenceToken) {
      both.checkpoint(offset, position, fenceToken);
    }

    @Override
    public Migration migration() {
      return both.migration(500);
    }

    @Override
    public void close() {
      both.close();
    }
  }
}
