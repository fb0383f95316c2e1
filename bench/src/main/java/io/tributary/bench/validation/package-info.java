/** Measures how fast two tables are compared. */
package io.tributary.bench.validation;
