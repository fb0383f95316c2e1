package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.chroma.ChromaDriver;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.Source;
import jakarta.enterprise.context.ApplicationScoped;

/** The parts that do a source's steps; all of them are idempotent and thread-safe. */
@ApplicationScoped
public class SourceParts {
  private final PostgresDriver postgres;
  private final CopyingSqliteDriver sqlite;
  private final ChromaDriver chroma;
  private final ApplyService apply;

  SourceParts(
      PostgresDriver postgres,
      CopyingSqliteDriver sqlite,
      ChromaDriver chroma,
      ApplyService apply) {
    this.postgres = postgres;
    this.sqlite = sqlite;
    this.chroma = chroma;
    this.apply = apply;
  }

  /** What does the steps of a source of this kind. */
  SourceDriver driver(Source source) {
    return switch (source.kind()) {
      case POSTGRESQL -> postgres;
      case SQLITE -> sqlite;
      case CHROMA -> chroma;
    };
  }

  ApplyService apply() {
    return apply;
  }
}
