package io.tributary.cdc.source.converted;

import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.ViewRefreshing;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.cdc.source.TargetSide;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.plan.MovingSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the drivers of sources share whose tables are made by statements. Thread-safe. */
@Singleton
public class ConvertedSourceParts {
  private final SchemaService schema;
  private final StatementSchema statements;
  private final SupervisedConnectors connectors;
  private final Databases databases;
  private final TargetSide target;
  private final ViewRefreshing views;
  private final Clock clock;

  /** The parts, with the connectors of all sources. */
  public ConvertedSourceParts(
      SchemaService schema,
      Databases databases,
      SupervisedConnectors connectors,
      TargetSide target,
      ViewRefreshing views,
      Clock clock) {
    this.schema = schema;
    this.statements = new StatementSchema(databases, views, clock);
    this.connectors = connectors;
    this.databases = databases;
    this.target = target;
    this.views = views;
    this.clock = clock;
  }

  SchemaService schema() {
    return schema;
  }

  /** The target's schemas. */
  public StatementSchema statements() {
    return statements;
  }

  /** The connectors of all sources. */
  public SupervisedConnectors connectors() {
    return connectors;
  }

  /** The seal of a source's own messages; asks the target. */
  public MessageSeal seal(MovingSource moving) {
    return MessageKeys.seal(databases, moving);
  }

  /** The target, as the side at which a way back begins. */
  public TargetSide target() {
    return target;
  }

  /** The materialized views of targets. */
  ViewRefreshing views() {
    return views;
  }

  /** Opens connections. */
  public Databases databases() {
    return databases;
  }

  /** The clock by which deadlines are kept. */
  public Clock clock() {
    return clock;
  }

  @PreDestroy
  void closeKept() {
    statements.close();
  }
}
