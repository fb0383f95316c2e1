package io.tributary.cdc.source.postgresql;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.ViewRefreshing;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.source.QuietSides;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceDriverFactory;
import io.tributary.cdc.source.TargetSide;
import io.tributary.cdc.source.postgresql.back.ReturnPreparation;
import io.tributary.cdc.source.postgresql.capture.PostgresCaptureService;
import io.tributary.cdc.source.postgresql.fence.FenceService;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Drivers of PostgreSQL databases, with the services that they share. Thread-safe. */
@Singleton
public class PostgresDriverFactory implements SourceDriverFactory {
  final SchemaService schema;
  final PostgresCaptureService capture;
  final CopyService copies;
  final FenceService fence;
  final Databases databases;
  final TargetSide target;
  final ViewRefreshing views;

  /** The factory, with the services that do the steps. */
  public PostgresDriverFactory(
      SchemaService schema,
      PostgresCaptureService capture,
      CopyService copies,
      FenceService fence,
      Databases databases,
      TargetSide target,
      ViewRefreshing views) {
    this.schema = schema;
    this.capture = capture;
    this.copies = copies;
    this.fence = fence;
    this.databases = databases;
    this.target = target;
    this.views = views;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.POSTGRESQL;
  }

  @Override
  public SourceDriver of(MovingSource source) {
    return new PostgresDriver(this, source);
  }

  @Override
  public Optional<ReturnHome> home(MovingSource source) {
    return Optional.of(new PostgresReturnHome(this, source, source.reversed()));
  }

  /** The driver of the way back of a source of any kind, which begins at the target. */
  public SourceDriver returning(MovingSource source, ReturnHome home) {
    return new PostgresReturnDriver(
        this, source.reversed(), home, new QuietSides(databases, source));
  }

  /** What makes a source ready for its way back. */
  ReturnPreparation preparationOf(MovingSource back) {
    return new ReturnPreparation(databases, new StateSchema(ServiceGrants.secrets()), back);
  }
}
