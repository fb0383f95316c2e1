package io.tributary.common.observed;

import io.tributary.common.observed.PreflightCheck.Result;

/** The stable names of all checks, and the outcomes they can have. */
public enum PreflightCode {
  SOURCE_CONNECTION(
      "Whether the source answers and can be read.",
      "Correct the source's connection or path in the migration file, as the finding says."),
  SOURCE_TLS(
      "Whether the source's server and the services take each other's certificates.",
      "Check tls, tls-ca, tls-certificate and tls-key of the source's connection, and the server's certificate."),
  SOURCE_POOLED(
      "Whether each session at the source keeps its process of the server, which poolers of transactions do not let it.",
      "Give the address of the server itself, or of a pooler that pools sessions."),
  SOURCE_VERSION(
      "Whether the source is PostgreSQL 14 or newer.",
      "Upgrade the source's server with pg_upgrade."),
  SOURCE_PRIMARY(
      "Whether the source is a primary; a standby takes no publication and no fence.",
      "Give the address of the primary."),
  SOURCE_CREATE(
      "Whether the role may create the publication and the fence's schema in the source's database.",
      "Grant the role CREATE on the database."),
  SOURCE_ENCODING(
      "Whether the encoding of the source's texts is known; with SQL_ASCII it is not.",
      "Dump and restore the database into one with the encoding UTF8, and migrate that one."),
  SOURCE_FENCED(
      "Whether something that is to move refuses writes, because a completed migration has moved it.",
      "Exclude what has moved, or take the fence out with the statement that the check prints."),
  WAL_LEVEL(
      "Whether the source's wal_level is logical.",
      "Set wal_level to logical and restart the server; on RDS set rds.logical_replication to 1."),
  OUTPUT_PLUGIN(
      "Whether the source's server allows the output plugin pgoutput.",
      "Let a superuser add pgoutput to output_plugin_libraries, with the statements that the check prints."),
  WAL_SENDERS(
      "Whether the source's server has WAL senders left.",
      "Raise max_wal_senders and restart the server."),
  WAL_KEEP_SIZE(
      "Whether the source's server keeps the WAL that a replication slot needs.",
      "Set max_slot_wal_keep_size to what the server's disk can spare, 10 GB or more."),
  REPLICATION_SLOTS(
      "Whether the source's server has replication slots left.",
      "Raise max_replication_slots and restart the server."),
  REPLICATION_RIGHT(
      "Whether the source's role may replicate.",
      "Give the role REPLICATION; on RDS make it a member of rds_replication."),
  TERMINATE_RIGHT(
      "Whether the role may end sessions at the fence, where the migration file asks for that.",
      "Make the role a member of pg_signal_backend."),
  SCHEMA_MISSING(
      "Whether the source has the schemas that the migration file names.",
      "Correct or remove the name in the migration file."),
  TABLE_UNKNOWN(
      "Whether the source has the tables and columns that the migration file names.",
      "Correct or remove the name in the migration file."),
  NOTHING_MOVES(
      "Whether a source has any table that moves.",
      "Correct the names and patterns under its schemas, or say that it may be empty (empty: allowed)."),
  ACCEPTED_UNKNOWN(
      "Whether the records that cutover.accept-quarantined names exist.",
      "Correct or remove the name in the migration file."),
  TABLE_RIGHTS(
      "Whether the source's role may read, publish and fence the tables.",
      "Make the role a member of the tables' owner."),
  TABLE_UNLOGGED(
      "Whether tables that move are unlogged; their changes cannot be captured.",
      "Set the tables LOGGED, or exclude them."),
  TABLE_WITHOUT_COLUMNS(
      "Whether every table has a column that is written; otherwise the stream cannot tell of its rows.",
      "Add a column, or exclude the table."),
  TABLE_TWICE(
      "Whether two tables would go to one place, or to names that differ by case only.",
      "Send one of them to another schema, or exclude it."),
  ROW_SECURITY(
      "Whether row security hides rows of the source from the role.", "Give the role BYPASSRLS."),
  REPLICA_IDENTITY(
      "Whether every table has a primary key, which tells the rows that change.",
      "Add a primary key where there is one in truth; otherwise nothing, the table gets REPLICA IDENTITY FULL meanwhile."),
  COLUMN_CASE(
      "Whether a table has columns whose names differ by upper and lower case only, which cannot be captured.",
      "Rename one of them, or exclude the table."),
  PARTITIONS(
      "Whether a partitioned table and its partitions go to one schema; partitions move one by one.",
      "Name them alike in the migration file, and make no further partitions until the cutover."),
  SUBSCRIPTION(
      "Whether a subscription writes to tables that move; a fence does not stop it.",
      "Migrate the publisher instead, or end the subscription before the migration."),
  LONG_TRANSACTIONS(
      "Whether transactions have been open for long at the source; capture may have to wait for them.",
      "End them."),
  PREPARED_TRANSACTIONS(
      "Whether prepared transactions are pending at the source; capture cannot begin before they end.",
      "Commit them or roll them back."),
  LARGE_OBJECTS(
      "Whether the source holds large objects, which do not move.",
      "Turn them into bytea, or leave them behind with large-objects: leave."),
  FOREIGN_TABLES(
      "Whether foreign tables are to move; they hold no rows of their own.",
      "Exclude them, with what refers to them."),
  CATALOG_COLUMNS(
      "Whether a column holds names of database objects, which are called otherwise in the target.",
      "Store the name as text, or exclude the table."),
  OUTSIDE_REFERENCE(
      "Whether something that moves refers to something that does not.",
      "Let both move or none, or drop the reference at the source."),
  NAMES_IN_TEXT(
      "Whether functions, views or defaults name a schema inside a text, which keeps the old name.",
      "Look at each; leave the schema out, or mend it in the target before the cutover."),
  LEFT_BEHIND(
      "What belongs to the whole database and stays at the source.",
      "Make it in the target yourself where the applications need it."),
  DATABASE_CREATE(
      "Whether the owners of tables may create schemas at the source, and the migration file does not say whether the application's role may at the target.",
      "Set database-create in the migration file, to true where the application needs it."),
  WAY_BACK_TRIGGERS(
      "Whether triggers or rules of the source would act on rows that come home, or on those that are taken out again.",
      "Enable the triggers in the usual way and drop the rules, or do without the way back."),
  WAY_BACK_FUNCTIONS(
      "Whether functions of the application would run, as rows come home, as a role that may do everything at the source.",
      "Use a role for the source that may not do everything, accept them with functions-unverified: accepted at the source, or do without the way back."),
  WAY_BACK_REFERENCES(
      "Whether tables of the source that stay behind refer to tables whose rows come home.",
      "Drop the foreign keys, let both tables move, or do without the way back."),
  WAY_BACK_MIXED(
      "Whether all sources of a migration have a way back, or none.",
      "Nothing, if no rollback is wanted; otherwise give each source a way back, or move those without one by a migration of their own."),
  LOCKS(
      "Whether the server has locks enough for all tables at once.",
      "Raise max_locks_per_transaction and restart the server."),
  SQLITE_ACCESS(
      "Whether the SQLite file and its directory can be written, on a disk of this machine.",
      "Let the user of cdc-service and of the Connect worker write them, and run both on the machine that has the file."),
  SQLITE_INTEGRITY(
      "Whether SQLite finds a damaged page in the file.",
      "Restore the file, or bring what can be read into a new one."),
  SQLITE_JOURNAL(
      "Whether the SQLite file has a write-ahead log.",
      "Set its journal mode to WAL if the application can live with it, or let it write little during the first copy."),
  SQLITE_CAPTURE(
      "Whether the SQLite file is captured for, or was moved by, another migration.",
      "Abort or complete the other migration, remove its traces as the check says, or exclude what has moved."),
  SQLITE_MAPPING(
      "Whether the tables of a SQLite file can be moved as the migration file declares it.",
      "Correct the rules, exclude the table, or name a DDL file for it."),
  SQLITE_REMARKS(
      "What of a SQLite file is otherwise in the target.",
      "Read docs/sqlite-schema and decide whether the application minds."),
  SQLITE_WAY_BACK(
      "Whether every row of the target can be taken back into a SQLite file or Chroma directory that has a way back.",
      "Declare the column or table as the finding says, or say way-back: none for the source."),
  CHROMA_MAPPING(
      "Whether the collections of a Chroma directory can be moved as the migration file declares it.",
      "Correct the rules in the migration file."),
  CHROMA_REMARKS(
      "What of a collection's index is otherwise in the target.",
      "Read docs/chroma on indexes and decide whether the application minds."),
  CHROMA_FINDINGS(
      "Whether every record of a Chroma directory has a whole vector, and every vector its record.",
      "Have the application write the records anew, or accept them by name at the cutover."),
  MIGRATION_LIST(
      "Whether a table moves in which an application keeps its own migrations.",
      "Exclude it where the application has other migrations for PostgreSQL."),
  TARGET_CONNECTION(
      "Whether the target answers and can be read.",
      "Correct the target's connection in the migration file."),
  TARGET_TLS(
      "Whether the target's server and the services take each other's certificates.",
      "Check tls, tls-ca, tls-certificate and tls-key of the target's connection, and the server's certificate."),
  TARGET_POOLED(
      "Whether each session at the target keeps its process of the server, which poolers of transactions do not let it.",
      "Give the address of the server itself, or of a pooler that pools sessions."),
  TARGET_VERSION(
      "Whether the target's PostgreSQL is at least as new as the sources'.",
      "Use a target of a newer version."),
  TARGET_PRIMARY(
      "Whether the target is a primary; a standby cannot be written.",
      "Give the address of the primary."),
  TARGET_CREATE(
      "Whether the role may create schemas in the target's database.",
      "Grant the role CREATE on the database."),
  TARGET_CREATEDB(
      "Whether the role may create the scratch database in which schemas are rewritten.",
      "Give the role CREATEDB."),
  TARGET_CREATEROLE(
      "Whether the role may create the applications' roles.", "Give the role CREATEROLE."),
  TARGET_REPLICA_ROLE(
      "Whether the role may set session_replication_role, so that triggers do not fire for rows that are moved.",
      "Let a superuser grant the role SET on that parameter."),
  TARGET_ENCODING(
      "Whether the target's encoding can hold every text of the sources.",
      "Create a database with the encoding UTF8 and name it as the target."),
  TARGET_EXTENSION(
      "Whether the target has, or can create, the extensions that the tables use.",
      "Install the extension's package on the target's server, or let a superuser create it."),
  TARGET_EXTENSION_SCHEMA(
      "Whether the applications can use the schema in which extensions are.",
      "Grant the role USAGE on that schema with grant option."),
  TARGET_GRANTEE(
      "Which rights of the sources are left out, because the migration file does not name their roles.",
      "Nothing if they are not needed; otherwise name the role under readers, or give the rights by hand."),
  TARGET_POLICY_ROLE(
      "Whether the target has the roles that row security policies name.", "Create the role."),
  TARGET_ROLE_RIGHTS(
      "Whether a schema holds objects that the application's role may not use.",
      "Grant the rights as their owner where the application needs them."),
  TARGET_ROW_SECURITY(
      "Whether row security of the target keeps the role from applying changes.",
      "Give the role BYPASSRLS."),
  TARGET_FUNCTIONS(
      "Whether functions of an application would run as a role of the target that may do everything there.",
      "Use a role for the target that may not, or accept it in the migration file where you trust whoever may write these functions."),
  TARGET_NOT_EMPTY(
      "Whether the target's schemas are free.",
      "Use another schema, drop it, or set allow-non-empty for it."),
  TARGET_NAMES(
      "Whether the names are free that the migration makes in the target's schemas.",
      "Drop what has the name, map the source to another schema, or exclude the table; ddl existing fills tables that the application has made."),
  DDL_FILE(
      "Whether a DDL file, or the tables that the target has, fit the rows of the source.",
      "Correct the DDL file, or the rules in the migration file."),
  EXISTING_ROWS(
      "Whether tables that exist in the target hold rows, and what becomes of them.",
      "Say existing-rows keep or replace for the table, or exclude it."),
  EXISTING_RIGHTS(
      "Whether tables that exist in the target can be closed and given to the application.",
      "Make the role a member of the tables' owner."),
  TARGET_ROLE(
      "Whether the schemas' roles can be made or used.",
      "Give a password for the role, or make the connection's role a member of it."),
  TARGET_DATABASE_CREATE(
      "Whether the application's role can be given CREATE on the target's database.",
      "Let the database's owner grant that right with grant option."),
  TARGET_READERS(
      "Whether the target has the roles that are to read a schema.",
      "Create the role, or take it out of readers."),
  PREPARED_SCHEMA(
      "Whether the schemas that nothing moves into can be made.",
      "Correct the DDL file, or put it where cdc-service can read it."),
  TARGET_SPACE(
      "Whether the target has room for all tables with their indexes.",
      "Give the target's data directory a larger disk, or make room."),
  PG_DUMP(
      "Whether pg_dump is there and as new as the source.",
      "Install PostgreSQL's client programs of that version, or set tributary.schema.pg-bin-directory."),
  KAFKA(
      "Whether the brokers answer, and are as many as each topic has replicas.",
      "Start Kafka or correct kafka.* of cdc-service; add brokers, or lower tributary.topic-replication-factor."),
  KAFKA_SPACE(
      "Whether the brokers have room for what passes through topics.",
      "Give the brokers larger disks, or make room."),
  CLOCK(
      "Whether the clocks of the databases' servers and of the services agree.",
      "Let NTP keep the clocks of all machines; tributary.preflight.clock-skew-millis says what is allowed of servers, and a fifth of cutover.time-limit-millis of services."),
  CONNECT(
      "Whether Kafka Connect answers.", "Start Kafka Connect, or correct tributary.connect.url."),
  CONNECT_PLUGIN(
      "Whether Kafka Connect has the source's connector.",
      "Put the connector's jars into a directory of the worker's plugin.path and restart the worker."),
  POOLER_CONSOLE(
      "Whether the admin console of a pooler answers, and its user may pause and reload.",
      "Start the pooler, or correct admin of the source's pooler; its user has to be among admin_users."),
  POOLER_ENTRIES(
      "Whether the file that a pooler includes has the entries of its databases, and can be rewritten.",
      "Move the entries into the file, include it, and let cdc-service write it, as the finding says."),
  POOLER_MODE(
      "Whether a pooler can hold its clients between two transactions; one that pools sessions waits until they leave.",
      "Let it pool transactions, or let the applications leave before the cutover."),
  SWITCH(
      "Whether the switch actions could be performed on the orchestrator's machine.",
      "Mend it before the cutover, whose gate it closes, or put a changed file.");

  private final String meaning;
  private final String remedy;

  PreflightCode(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The name as it travels. */
  public String code() {
    return "TRB-PREFLIGHT-" + name().replace('_', '-');
  }

  /** What is checked, a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What the operator does when the check does not pass; the check itself says it in full. */
  public String remedy() {
    return remedy;
  }

  /** Good. */
  public PreflightCheck passed(String subject, String finding) {
    return new PreflightCheck(code(), subject, Result.PASSED, finding, "");
  }

  /** Works, but the operator should know, and what to do about it. */
  public PreflightCheck warning(String subject, String finding, String fix) {
    return new PreflightCheck(code(), subject, Result.WARNING, finding, fix);
  }

  /** The migration cannot start before that is done. */
  public PreflightCheck failed(String subject, String finding, String fix) {
    return new PreflightCheck(code(), subject, Result.FAILED, finding, fix);
  }
}
