/** What a digest of rows is: how PostgreSQL computes it, and how many are read in one statement. */
package io.tributary.validator.digest;
