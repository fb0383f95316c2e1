package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.schema.opening.SequenceHandover;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.AppliedOffset;
import io.tributary.cdc.source.ClosedSideLetters;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.postgresql.back.ReturnPreparation;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.Optional;

/**
 * A PostgreSQL source as the home of its target's changes, which keeps what a target keeps.
 *
 * @param services what all PostgreSQL sources share
 * @param out the source as it moves out
 * @param back the same with its sides exchanged
 */
record PostgresReturnHome(PostgresDriverFactory services, MovingSource out, MovingSource back)
    implements ReturnHome {

  @Override
  public void prepare() {
    preparation().makeCheckpoint();
  }

  @Override
  public CommitterFactory committers() {
    return RowPath.literal(back, services.databases);
  }

  @Override
  public Optional<Long> applied() {
    return AppliedOffset.read(services.databases, back);
  }

  @Override
  public long letters() {
    return new ClosedSideLetters(back).count(services.databases);
  }

  @Override
  public QuarantineContent checkDrained() {
    return services.schema.checkDrained(back);
  }

  @Override
  public void tryWriting() {
    // The heartbeats are written in the same way as rows are.
  }

  @Override
  public void rehearseOpening() {
    services.fence.keepOpening(out);
    new SequenceHandover(services.databases, out).requireHome();
  }

  @Override
  public void endRehearsal() {
    services.fence.endRehearsal(out.stream());
  }

  @Override
  public void open() {
    services
        .fence
        .settled(out)
        .ifPresent(
            fence ->
                services.fence.lift(
                    FenceLift.opening(
                        out,
                        fence.token(),
                        () -> services.schema.opened(out),
                        new SequenceHandover(services.databases, out)
                            .home()
                            .andThen(services.schema.requireNothingLeft(back))
                            .andThen(
                                source -> services.views.note(source, new SchemaLayout(back))))));
  }

  @Override
  public boolean opened() {
    return services.schema.opened(back);
  }

  @Override
  public boolean made() {
    return preparation().made();
  }

  @Override
  public void remove() {
    preparation().remove();
  }

  private ReturnPreparation preparation() {
    return services.preparationOf(back);
  }
}
