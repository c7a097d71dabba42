/** The importer's and exporter's parts that a journey does not come by. */
package press.communique.transfer;
