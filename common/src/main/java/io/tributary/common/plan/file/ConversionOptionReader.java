package io.tributary.common.plan.file;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.conversion.ClockChange;
import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.common.conversion.UuidText;
import io.tributary.common.json.Json;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.words.EnumWord;
import io.tributary.common.plan.words.NearestWord;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads the value of an option: whether it can be used is said here, where its line is known. */
final class ConversionOptionReader {
  private static final int LONGEST_VARCHAR = 10_485_760;
  private static final int MOST_PRECISE = 1000;
  private static final int MOST_TIME_DIGITS = 6;
  private static final int MOST_DIMENSIONS = 16_000;
  private static final Pattern TYPE =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_$]*|\"[^\"]+\")(\\.([A-Za-z_][A-Za-z0-9_$]*|\"[^\"]+\"))?"
              + "( varying| precision)?(\\(\\d+(, ?\\d+)?\\))?( with(out)? time zone)?(\\[])*");

  private ConversionOptionReader() {}

  /** The option's text; lists and mappings as JSON. */
  static String read(ConversionOption option, FileValue value) {
    return switch (option) {
      case LENGTH -> number(value, 1, LONGEST_VARCHAR);
      case PRECISION -> number(value, 1, MOST_PRECISE);
      case SCALE -> number(value, 0, MOST_PRECISE);
      case BITS -> number(value, 16, 64);
      case DIGITS -> number(value, 0, MOST_TIME_DIGITS);
      case DIMENSION -> number(value, 1, MOST_DIMENSIONS);
      case TRUE_TEXTS, FALSE_TEXTS -> texts(value);
      case LABELS -> value.node() instanceof MappingNode ? labels(value) : texts(value);
      case TYPE -> type(value);
      case NAMESPACE -> namespace(value);
      case KEY, EMPTY_AS_NULL -> Boolean.toString(value.flag());
      case ZONE, CURRENT_TIMESTAMP_ZONE -> zone(value);
      case CHANGE -> word(value, ClockChange.values());
      case EPOCH -> word(value, EpochUnit.values());
      case ROUND -> word(value, DigitRounding.values());
      case ENCODING -> word(value, BytesEncoding.values());
    };
  }

  /** A zone as {@code java.time.ZoneId} spells it. */
  static String zone(FileValue value) {
    String zone = value.text();
    try {
      if (!zone.isEmpty()) {
        ZoneId.of(zone);
      }
    } catch (DateTimeException e) {
      value.problem(
          PlanError.BAD_VALUE,
          "\""
              + zone
              + "\" is no zone; write UTC, an offset such as \"+02:00\" or a region such as"
              + " Europe/Berlin"
              + NearestWord.to(zone, ZoneId.getAvailableZoneIds())
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse("."));
    }
    return zone;
  }

  private static String number(FileValue value, int min, int max) {
    return Long.toString(value.number(min, max));
  }

  private static String texts(FileValue value) {
    List<String> texts = value.list().stream().map(FileValue::scalar).toList();
    if (texts.isEmpty()) {
      value.problem(PlanError.BAD_VALUE, "List at least one text.");
    }
    return Json.text(texts);
  }

  private static String labels(FileValue value) {
    Map<String, String> labels = new LinkedHashMap<>();
    value.entries().forEach((name, label) -> labels.put(name, label.scalar()));
    return Json.text(labels);
  }

  private static String type(FileValue value) {
    String type = value.text();
    if (!type.isEmpty() && !TYPE.matcher(type).matches()) {
      value.problem(
          PlanError.BAD_VALUE,
          "\"" + type + "\" is no type as PostgreSQL's DDL spells it, such as varchar(20) or int.");
    }
    return type;
  }

  private static String namespace(FileValue value) {
    String written = value.text();
    if (!written.isEmpty() && UuidText.read(written).isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE,
          "\""
              + written
              + "\" is no UUID. A namespace is one, such as the output of uuidgen; the same"
              + " namespace always gives the same keys.");
    }
    return written;
  }

  private static <E extends Enum<E>> String word(FileValue value, E[] constants) {
    return EnumReader.read(value, List.of(constants)).map(EnumWord::word).orElse("");
  }
}
