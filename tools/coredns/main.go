// CoreDNS with the plugins that a cluster's configuration names, and none of the two dozen for clouds and databases.
package main

import (
	"github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/kubernetes"
	_ "github.com/coredns/coredns/plugin/ready"
)

func main() {
	// Their order is that of CoreDNS' own plugin.cfg.
	dnsserver.Directives = []string{"ready", "errors", "kubernetes"}
	coremain.Run()
}
