/**
 * The demo's output: what its own counts say of each table, the summary for people and the report
 * for programs.
 */
@NullMarked
package io.tributary.local.demo.report;

import org.jspecify.annotations.NullMarked;
