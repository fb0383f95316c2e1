/** What sources have in common whose rows are converted and whose tables are made by statements. */
package io.tributary.cdc.converted;
