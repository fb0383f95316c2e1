package io.tributary.validator.ledger;

import io.tributary.common.model.StreamId;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.StandingVerdicts.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a verification behind a fence has proven of one stream. No side is opened before all tables
 * were equal, and both sides were closed meanwhile; so at its opening the stream that goes the
 * other way begins with equal tables, and need not compare them once more before it may be cut
 * over.
 *
 * @param cutoverId the cutover whose fence it was
 * @param other how far the other stream was while its leader was closed: whatever the application
 *     writes there once it is open is behind it
 * @param tables each table with its verdict, all equal
 */
public record ProvenEquality(String cutoverId, Checkpoint other, List<Standing> tables) {
  public ProvenEquality {
    tables = List.copyOf(tables);
  }

  /** Of verdicts that are all equal behind a closed leader; else nothing is proven. */
  public static Optional<ProvenEquality> of(
      String cutoverId, Checkpoint other, List<Standing> tables) {
    boolean equal =
        tables.stream()
            .allMatch(
                standing ->
                    standing.pair().isPresent()
                        && standing.verdict().verdict() == TableVerdict.Verdict.EQUAL);
    return equal && other.leaderClosed()
        ? Optional.of(new ProvenEquality(cutoverId, other, tables))
        : Optional.empty();
  }

  /** What the other stream knows by it of its tables, those that are as they were. */
  List<KnownTable> known(StreamId stream, Collection<TablePair> now, ValidatorLimits limits) {
    return now.stream().flatMap(pair -> known(stream, pair, limits).stream()).toList();
  }

  private Optional<KnownTable> known(StreamId stream, TablePair now, ValidatorLimits limits) {
    return tables.stream()
        .filter(standing -> standing.pair().filter(pair -> pair.exchanges(now)).isPresent())
        .map(standing -> standing.verdict().exchanged(stream.source(), other.position()))
        .map(
            verdict ->
                new KnownTable(
                    now.source().table(),
                    now,
                    verdict,
                    limits.byKeys(verdict.rows().source().orElse(0))
                        ? OptionalLong.of(other.offset())
                        : OptionalLong.empty()))
        .findFirst();
  }
}
