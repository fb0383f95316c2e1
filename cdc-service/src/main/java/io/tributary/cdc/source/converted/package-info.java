/** What sources share whose rows are converted and whose target tables are made by statements. */
package io.tributary.cdc.source.converted;
