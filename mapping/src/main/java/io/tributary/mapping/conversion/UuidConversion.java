package io.tributary.mapping.conversion;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tributary.common.conversion.UuidText;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys and references as UUIDs: what is a UUID in any spelling is kept, anything else becomes the
 * UUID of version 5 of its text. A number and the text of its digits give the same UUID, as both
 * name the same row where SQLite compares them by a column's affinity.
 *
 * @param namespace for version 5; null to reject what is no UUID
 * @param key whether NULL is refused, as for a primary key; a reference may be NULL
 */
public record UuidConversion(@Nullable UUID namespace, boolean key) implements Conversion {
  private static final int BYTES = 16;

  @Override
  public String name() {
    return "uuid";
  }

  @Override
  public String targetType() {
    return "uuid";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy(
        "The spelling of UUIDs is lost, so that two spellings of one collide; other keys become"
            + " UUIDs from which they can be found by the key map only.");
  }

  @Override
  public ConversionOutcome nothing() {
    return key
        ? ConversionOutcome.rejected(QuarantineReason.NULL_KEY, SourceValue.NULL, "cannot be a key")
        : ConversionOutcome.NULL;
  }

  @Override
  public ConversionOutcome whole(long value) {
    return text(Long.toString(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    if (value.isBlank()) {
      return ConversionOutcome.rejected(
          QuarantineReason.EMPTY, value, "is empty, and names no row");
    }
    return UuidText.read(value)
        .or(() -> derived(value))
        .map(uuid -> ConversionOutcome.converted(uuid.toString()))
        .orElseGet(
            () -> ConversionOutcome.rejected(QuarantineReason.NOT_A_UUID, value, "is no UUID"));
  }

  @Override
  public ConversionOutcome bytes(byte[] value) {
    return value.length == BYTES
        ? ConversionOutcome.converted(UuidCreator.fromBytes(value).toString())
        : Conversion.super.bytes(value);
  }

  private Optional<UUID> derived(String value) {
    return Optional.ofNullable(namespace).map(space -> UuidCreator.getNameBasedSha1(space, value));
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return UuidText.read(literal)
        .<ReturnOutcome>map(uuid -> new ReturnOutcome.Keyed(literal, spelled(uuid, example)))
        .orElseGet(
            () ->
                ReturnOutcome.refused(
                    QuarantineReason.NOT_A_UUID, literal, "is no UUID as PostgreSQL prints it"));
  }

  private static SourceValue spelled(UUID uuid, StoredExample example) {
    boolean bytes =
        example.before().equals(SourceValue.NULL) && example.affinity() == Affinity.BLOB;
    if (bytes || example.before() instanceof SourceValue.Bytes) {
      return new SourceValue.Bytes(UuidCreator.toBytes(uuid));
    }
    String before = example.textBefore();
    return new SourceValue.Text(
        UuidText.read(before).isPresent() ? UuidText.spelledAs(before, uuid) : uuid.toString());
  }
}
