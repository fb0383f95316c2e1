/**
 * SQLite files as sources: driver, capture and fence; copy and target schema are the packages
 * below.
 */
@NullMarked
package io.tributary.cdc.source.sqlite;

import org.jspecify.annotations.NullMarked;
