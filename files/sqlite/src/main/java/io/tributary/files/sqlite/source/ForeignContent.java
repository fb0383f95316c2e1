package io.tributary.files.sqlite.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Says what a file is that SQLite does not take for a database, by its first bytes. Only such a
 * file is opened for it: SQLite has no locks on it.
 */
final class ForeignContent {
  private static final int READ = 512;
  private static final int SHOWN = 40;

  /**
   * How a kind of file begins.
   *
   * @param at offset
   * @param hex the bytes there
   * @param text what it is and what to do, for people
   */
  private record Sign(int at, String hex, String text) {
    boolean in(byte[] bytes) {
      byte[] sign = HexFormat.of().parseHex(hex);
      for (int i = 0; i < sign.length; i++) {
        if (at + i >= bytes.length || bytes[at + i] != sign[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static final String UNPACK = "; unpack it and name the file that comes out";
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(0, "1f8b", "it is compressed by gzip" + UNPACK),
          new Sign(0, "504b0304", "it is a ZIP archive" + UNPACK),
          new Sign(0, "28b52ffd", "it is compressed by zstd" + UNPACK),
          new Sign(0, "425a68", "it is compressed by bzip2" + UNPACK),
          new Sign(0, "fd377a585a00", "it is compressed by xz" + UNPACK),
          new Sign(257, "7573746172", "it is a tar archive" + UNPACK),
          new Sign(
              0, "377f06", "it is the write-ahead log of a database; name the file without -wal"),
          new Sign(
              0, "18e22d00", "it is the index of a write-ahead log; name the file without -shm"),
          new Sign(
              0,
              "d9d505f920a163d7",
              "it is the rollback journal of a database; name the file without -journal"),
          new Sign(
              0,
              text("PGDMP"),
              "it is a dump of PostgreSQL; restore it into a database and name that with kind:"
                  + " postgresql"),
          new Sign(
              0,
              text("--\n-- PostgreSQL database"),
              "it is a dump of PostgreSQL; restore it into a database and name that with kind:"
                  + " postgresql"),
          new Sign(
              0,
              text("PRAGMA foreign_keys=OFF;"),
              "it is a dump of SQLite, in SQL; read it into a file (sqlite3 FILE < DUMP) and name"
                  + " that"),
          new Sign(
              0,
              text("** This file contains an SQLite 2"),
              "it is of SQLite 2; bring it into a file of SQLite 3 (sqlite .dump, then sqlite3)"),
          new Sign(8, text("DUCK"), "it is a database of DuckDB, which is no kind of source"));

  private ForeignContent() {}

  /** What it is and what to do, for people. */
  static String of(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(READ);
    } catch (IOException e) {
      return "it cannot be read: " + e.getMessage();
    }
    return SIGNS.stream()
        .filter(sign -> sign.in(bytes))
        .findFirst()
        .map(Sign::text)
        .orElseGet(() -> unknown(bytes));
  }

  private static String unknown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean readable =
        text.codePoints().noneMatch(c -> c < ' ' && "\n\r\t\f".indexOf(c) < 0 || c == 0xfffd);
    return readable
        ? "it is a text that begins with \""
            + text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\s+", " ").strip()
            + "\"; name the SQLite file"
        : "it is something else, or encrypted (by SQLCipher, for example): an encrypted file cannot"
            + " be moved; have its application write a plain copy (sqlcipher_export) and use that";
  }

  private static String text(String letters) {
    return HexFormat.of().formatHex(letters.getBytes(StandardCharsets.US_ASCII));
  }
}
