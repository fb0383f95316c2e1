package io.tributary.cdc.schema.state;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.source.Source;
import java.util.Map;

/** Errors of making, opening and removing the target's schema. */
public enum SchemaError implements ErrorCode {
  NOT_EMPTY(
      ErrorFact.passing(
          "TRB-SCHEMA-NOT-EMPTY",
          ErrorType.USER,
          "The target schema holds objects that Tributary did not make.",
          "Drop or move the objects that the message names, choose another target schema, or set allow-non-empty for it in the migration file.")),
  COLLISION(
      ErrorFact.passing(
          "TRB-SCHEMA-COLLISION",
          ErrorType.USER,
          "Two objects would have one name in the target.",
          "Map one of the two to another target schema, exclude it, or drop what has the name in the target.")),
  ELSEWHERE(
      ErrorFact.lasting(
          "TRB-SCHEMA-ELSEWHERE",
          ErrorType.USER,
          "Statements made tables outside of the target schemas of their source.",
          "Leave the schema out of the names in the DDL file, or list that schema in the migration file.")),
  MAPPING_CHANGED(
      ErrorFact.passing(
          "TRB-SCHEMA-MAPPING-CHANGED",
          ErrorType.USER,
          "The mapping in the file is not the one that the target was prepared with.",
          "Put the mapping back as it was, or abort the migration and start it anew with the changed file.")),
  VIEWS_STALE(
      ErrorFact.passing(
          "TRB-SCHEMA-VIEWS-STALE",
          ErrorType.USER,
          "Materialized views of a side that was opened again could not be refreshed.",
          "Mend what the message names; the views are tried again each minute. Or refresh them as their owner.")),
  SOURCE_MISSING(
      ErrorFact.passing(
          "TRB-SCHEMA-SOURCE-MISSING",
          ErrorType.USER,
          "A schema named in the mapping does not exist at the source.",
          "Correct the mapping in the migration file.")),
  NOTHING_MOVES(
      ErrorFact.passing(
          "TRB-SCHEMA-NOTHING-MOVES",
          ErrorType.USER,
          "No table of the source moves, and the file does not allow that.",
          "Correct the names and patterns under the source's schemas, or say that it may be empty (empty: allowed).")),
  NO_ROLE(
      ErrorFact.passing(
          "TRB-SCHEMA-NO-ROLE",
          ErrorType.USER,
          "A target schema of the mapping has no role in the file.",
          "Name its role under target.schemas in the migration file.")),
  ROLE_TOO_MIGHTY(
      ErrorFact.passing(
          "TRB-SCHEMA-ROLE-TOO-MIGHTY",
          ErrorType.USER,
          "The application's role is a superuser, or the one that Tributary itself uses.",
          "Name another role for the application under target.schemas.")),
  ROLE_PASSWORD(
      ErrorFact.passing(
          "TRB-SCHEMA-ROLE-PASSWORD",
          ErrorType.USER,
          "A role has to be created, and the file gives no password for it.",
          "Give a password for it under target.schemas, or create the role yourself.")),
  PREPARE_DDL_FILE(
      ErrorFact.passing(
          "TRB-SCHEMA-PREPARE-DDL-FILE",
          ErrorType.USER,
          "The DDL file of a schema that is prepared cannot be used.",
          "Correct the file, or put it where cdc-service can read it.")),
  RIGHTS(
      ErrorFact.passing(
          "TRB-SCHEMA-RIGHTS",
          ErrorType.RESOURCE,
          "The target connection's role lacks a right.",
          "Give the role of the target's connection what the message names: CREATEDB, CREATEROLE, CREATE on the database, or membership in the roles of the applications.")),
  EXTENSION_MISSING(
      ErrorFact.passing(
          "TRB-SCHEMA-EXTENSION-MISSING",
          ErrorType.USER,
          "The target has no such extension, or may not create it.",
          "Install the extension's package on the target's server, or let a superuser create the extension.")),
  EXTENSION_FIXED(
      ErrorFact.passing(
          "TRB-SCHEMA-EXTENSION-FIXED",
          ErrorType.USER,
          "An extension that cannot be moved lives in another schema at the target.",
          "Create the extension in the schema that the message names, or set target.extensions-schema to where it is.")),
  PG_DUMP_MISSING(
      ErrorFact.passing(
          "TRB-SCHEMA-PG-DUMP-MISSING",
          ErrorType.USER,
          "The program pg_dump or pg_restore is not there or cannot be run.",
          "Install PostgreSQL's client programs where cdc-service runs, or set tributary.schema.pg-bin-directory to where they are.")),
  PG_DUMP_TOO_OLD(
      ErrorFact.passing(
          "TRB-SCHEMA-PG-DUMP-TOO-OLD",
          ErrorType.USER,
          "The program pg_dump is older than a server that it has to read.",
          "Install the client programs of the server's version, or set tributary.schema.pg-bin-directory to where newer ones are.")),
  PG_DUMP_FAILED(
      ErrorFact.passing(
          "TRB-SCHEMA-PG-DUMP-FAILED",
          ErrorType.EXTERNAL,
          "The program pg_dump or pg_restore ended with an error.",
          "Give the source's role SELECT on every table that moves; when a lock did not come in time, wait for the session that holds it.")),
  RESTORE_FAILED(
      ErrorFact.passing(
          "TRB-SCHEMA-RESTORE-FAILED",
          ErrorType.EXTERNAL,
          "The target refused a statement that makes an object of the source.",
          "Read PostgreSQL's answer in the message and mend what it names at the target, or exclude the object.")),
  TIME_LIMIT(
      ErrorFact.passing(
          "TRB-SCHEMA-TIME-LIMIT",
          ErrorType.RESOURCE,
          "A program or a statement ran longer than its limit and was ended.",
          "Raise the limit that the message names under tributary.schema, or look for what the program waits for.")),
  NOT_PREPARED(
      ErrorFact.lasting(
          "TRB-SCHEMA-NOT-PREPARED",
          ErrorType.INTERNAL,
          "The schema was asked for a step before the one that comes first.",
          "Wait until the first copy of the source is complete; if it is, report this as a defect with the log.")),
  ALREADY_OPEN(
      ErrorFact.lasting(
          "TRB-SCHEMA-ALREADY-OPEN",
          ErrorType.USER,
          "The target is open to its application and cannot be removed.",
          "Drop its schemas yourself if you are sure that nothing in them is needed.")),
  TARGET_BUSY(
      ErrorFact.passing(
          "TRB-SCHEMA-TARGET-BUSY",
          ErrorType.RESOURCE,
          "At the rehearsal before the fence, somebody keeps a table of the target from being opened and does not give way.",
          "Wait for the session that the message names, or end it, and cut over again; replication goes on.")),
  SEQUENCE(
      ErrorFact.passing(
          "TRB-SCHEMA-SEQUENCE",
          ErrorType.USER,
          "A sequence is missing at one side, or cannot be read or set where the sides are to change.",
          "Do at the side what the message says, and give the order again; replication goes on.")),
  CHANGED_DURING_SNAPSHOT(
      ErrorFact.lasting(
          "TRB-SCHEMA-CHANGED-DURING-SNAPSHOT",
          ErrorType.USER,
          "A table of the source was changed before its snapshot was complete.",
          "Type `./tributary restart NAME --source SOURCE`, and do not change tables until the first copy is complete.")),
  FUNCTIONS(
      ErrorFact.passing(
          "TRB-SCHEMA-FUNCTIONS",
          ErrorType.USER,
          "Functions of an application would run, as rows are written, as a role that may do everything in the target.",
          "Use a role for the target that is no superuser (and before PostgreSQL 16 has no CREATEROLE); or set functions-unverified: accepted for the schema, where you trust whoever may write functions at the source.")),
  STATE_FOREIGN(
      ErrorFact.lasting(
          "TRB-SCHEMA-STATE-FOREIGN",
          ErrorType.USER,
          "The schema tributary of the target, or something in it, belongs to a role that is neither Tributary's nor a superuser.",
          "Drop the schema if no migration uses the target. After a change of Tributary's role, give the schema and what is in it to the new one.")),
  STATE_NEWER(
      ErrorFact.passing(
          "TRB-SCHEMA-STATE-NEWER",
          ErrorType.USER,
          "A newer version of Tributary has changed the schema tributary of the target; this cdc-service would write into tables that it does not know.",
          "Run the version of cdc-service that belongs to the orchestrator, or restore the schema tributary of the target from before the upgrade.")),
  STATE(
      ErrorFact.passing(
          "TRB-SCHEMA-STATE",
          ErrorType.EXTERNAL,
          "The schema tributary, in which the services keep their own tables, could not be made in the target.",
          "Give the role of the target's connection CREATE on the database, and see what else the message names."));

  private final ErrorFact fact;

  SchemaError(ErrorFact fact) {
    this.fact = fact;
  }

  /** The file maps a source otherwise than its target was prepared for. */
  public static TributaryException mappingChanged(Source source) {
    return new TributaryException(
        MAPPING_CHANGED,
        "The target was prepared for another mapping of source "
            + source.name()
            + ". Abort the migration and start it anew with the changed file, or put the mapping"
            + " back.",
        Map.of("source", source.name()));
  }

  /** A step was asked for before the one that comes first. */
  public static TributaryException notPrepared(StreamId stream) {
    return new TributaryException(
        NOT_PREPARED,
        "The target's schema of "
            + stream
            + " is not finished; it has to be prepared and its snapshot complete first.",
        Map.of("stream", stream.toString()));
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
