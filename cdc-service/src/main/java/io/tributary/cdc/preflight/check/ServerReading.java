package io.tributary.cdc.preflight.check;

/** A database that answers, as its checks see it: a source's or the target's. */
public interface ServerReading {
  /** The name that checks of it carry. */
  String subject();

  /** The role of the migration file that asks. */
  String user();

  /** Asks it. */
  CatalogQuery query();
}
