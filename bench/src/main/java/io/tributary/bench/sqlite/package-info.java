/** What the capture costs an application that writes to an SQLite file. */
package io.tributary.bench.sqlite;
