/** Conversions of single values from what SQLite stores to what PostgreSQL reads, and of keys. */
package io.tributary.common.convert;
