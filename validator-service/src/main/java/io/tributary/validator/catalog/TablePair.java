package io.tributary.validator.catalog;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.validator.ValidatorError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table at both ends, with the same columns and, where it has one, the same key.
 *
 * @param source the table at the source
 * @param target the table at the target, keyed by the same columns
 * @param order how both walk through the keys
 */
public record TablePair(TableShape source, TableShape target, KeyOrder order) {

  /** What a comparison of the two cannot see. */
  public List<BlindSpot> blindSpots() {
    return BlindSpots.ofBoth(source, target);
  }

  /** Whether rows can be told apart by a key. */
  public boolean keyed() {
    return !source.key().isEmpty();
  }

  /** Whether both are pairs of the same tables with the same columns, wherever they are read. */
  public boolean alike(TablePair other) {
    return itself().equals(other.itself());
  }

  /** The same pair of tables, whichever session reads copies of them. */
  public TablePair itself() {
    return new TablePair(source.itself(), target.itself(), order);
  }

  /**
   * A digest of the columns and keys of both tables.
   *
   * @param since the last order by which their rows came anew, 0 for none: rows that were compared
   *     before are gone, and so are the offsets
   */
  public String fingerprint(long since) {
    String described = itself() + (since == 0 ? "" : " since " + since);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(described.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same pair for the stream that goes the other way. */
  public TablePair exchanged() {
    return new TablePair(target, source, order);
  }

  /** Whether the other is the same two tables with the same columns, the other way round. */
  public boolean exchanges(TablePair other) {
    return source.table().equals(other.target.table())
        && target.table().equals(other.source.table())
        && source.columns().equals(other.source.columns());
  }

  /**
   * Pairs two shapes.
   *
   * @param target null when the target has no such table
   * @param targetTypes the target's columns, each described as a key column
   * @throws TributaryException {@link ValidatorError#SHAPE}, naming what differs
   */
  static TablePair of(
      TableShape source,
      TableName expected,
      @Nullable TableShape target,
      Map<String, KeyColumn> targetTypes,
      boolean bothUtf8) {
    if (target == null) {
      throw shape(source, "is missing at the target, where it should be " + expected.display());
    }
    if (!source.columns().equals(target.columns())) {
      List<String> missing = new ArrayList<>(source.columns());
      missing.removeAll(target.columns());
      List<String> extra = new ArrayList<>(target.columns());
      extra.removeAll(source.columns());
      throw shape(
          source, "has other columns at the target: missing " + missing + ", additional " + extra);
    }
    List<KeyColumn> key = source.key().stream().map(k -> targetTypes.get(k.name())).toList();
    return new TablePair(source, target.keyedBy(key), KeyOrder.of(source.key(), key, bothUtf8));
  }

  private static TributaryException shape(TableShape source, String what) {
    Map<String, String> fields = new HashMap<>();
    fields.put("table", source.table().display());
    return new TributaryException(
        ValidatorError.SHAPE,
        "Table "
            + source.table().display()
            + " "
            + what
            + ". Bring the target's table to the source's shape, or migrate the source anew.",
        fields);
  }
}
