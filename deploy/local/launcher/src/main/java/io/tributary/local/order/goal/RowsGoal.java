package io.tributary.local.order.goal;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.List;
import java.util.Optional;

/**
 * A request about single rows is carried out.
 *
 * @param generation in which it was ordered
 * @param source whose rows, or of its way back; empty for all
 * @param kind which request
 */
public record RowsGoal(long generation, Optional<String> source, Kind kind) implements OrderGoal {
  /** What was asked for. */
  public enum Kind {
    /** Dead letters and quarantined rows again. */
    REPLAY,
    /** Rows that differ again. */
    REPAIR
  }

  /** Of one stream: the numbers of its answer. */
  private record Outcome(long applied, long left, String why) {}

  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    if (kind == Kind.REPAIR && now.state().equals("Paused")) {
      return Optional.of(OrderEnd.refused("The migration was paused, which gives a repair up."));
    }
    List<Optional<Outcome>> outcomes =
        now.streams().stream().filter(stream -> asked(stream, now)).map(this::outcome).toList();
    if (!outcomes.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    List<Outcome> all = outcomes.stream().flatMap(Optional::stream).toList();
    long applied = all.stream().mapToLong(Outcome::applied).sum();
    long left = all.stream().mapToLong(Outcome::left).sum();
    StringBuilder message = new StringBuilder(words(applied, left));
    all.stream().map(Outcome::why).filter(why -> !why.isEmpty()).forEach(message::append);
    return Optional.of(
        left == 0 ? OrderEnd.done(message.toString()) : OrderEnd.refused(message.toString()));
  }

  private String words(long applied, long left) {
    return switch (kind) {
      case REPLAY -> "%d changes applied, %d left.".formatted(applied, left);
      case REPAIR -> "%d rows written or deleted, %d left.".formatted(applied, left);
    };
  }

  /** Without a name those that go the way the migration is going. */
  private boolean asked(SourceAnswer stream, MigrationAnswer now) {
    boolean home = now.sources().stream().noneMatch(source -> source.name().equals(stream.name()));
    return source.map(stream.name()::equals).orElse(home == now.state().equals("Switched"));
  }

  private Optional<Outcome> outcome(SourceAnswer stream) {
    return switch (kind) {
      case REPLAY ->
          Optional.ofNullable(stream.deadLetters())
              .filter(done -> done.request() >= generation)
              .map(done -> new Outcome(done.applied(), done.left(), ""));
      case REPAIR ->
          Optional.ofNullable(stream.repair())
              .filter(done -> done.request() >= generation)
              .map(
                  done ->
                      new Outcome(
                          done.written() + done.deleted(),
                          done.left(),
                          done.error() == null ? "" : " " + done.error().message()));
    };
  }
}
