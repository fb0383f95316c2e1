package io.tributary.local.init.propose;

import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what the stored values of one column are. Not thread-safe. */
public final class ColumnTally {
  private final DeclaredColumn column;
  private final List<CandidateTally> candidates;
  private final CandidateTally uuids = new CandidateTally(Candidate.UUID);
  private final List<CandidateTally> mixed =
      List.of(new CandidateTally(Candidate.MIXED), new CandidateTally(Candidate.MIXED_WITH_COUNTS));
  private final FloatBytes floats = new FloatBytes();
  private final Map<QuarantineReason, Long> refused = new EnumMap<>(QuarantineReason.class);
  private long values;
  private long current;
  private long iso;

  /** A count that has seen nothing. */
  public ColumnTally(DeclaredColumn column) {
    this.column = column;
    this.candidates =
        new ArrayList<>(Candidate.of(column).stream().map(CandidateTally::new).toList());
  }

  /** Counts a value; NULL says nothing. */
  public void add(SourceValue value) {
    if (value instanceof SourceValue.Nothing) {
      return;
    }
    values++;
    Set<ValueShape> looks = ValueShape.all(value);
    candidates.forEach(candidate -> candidate.add(value, looks));
    uuids.add(value, looks);
    mixed.forEach(candidate -> candidate.add(value, looks));
    floats.add(value);
    current += looks.contains(ValueShape.CURRENT_TIMESTAMP) ? 1 : 0;
    iso += looks.contains(ValueShape.ISO_TIME) ? 1 : 0;
    if (column.usual().bare().convert(value) instanceof ConversionOutcome.Rejected rejected) {
      refused.merge(rejected.reason(), 1L, Long::sum);
    }
  }

  /** The column's name. */
  public String name() {
    return column.name();
  }

  DeclaredColumn column() {
    return column;
  }

  List<CandidateTally> candidates() {
    return candidates;
  }

  /** Times of several spellings, the narrower rule first. */
  List<CandidateTally> mixed() {
    return mixed;
  }

  FloatBytes floats() {
    return floats;
  }

  /** How many values were not NULL. */
  long values() {
    return values;
  }

  /** How many of them the declared type refuses, by reason. */
  Map<QuarantineReason, Long> refused() {
    return refused;
  }

  /** Whether each value that was seen is a UUID, so that it can refer to a key that is one. */
  boolean uuidsAlone() {
    return uuids.seen() == values;
  }

  /** How many are spelled as CURRENT_TIMESTAMP spells times. */
  long currentTimestamps() {
    return current;
  }

  /** How many are other times without a zone. */
  long isoTimes() {
    return iso;
  }
}
