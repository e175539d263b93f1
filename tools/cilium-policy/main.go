// Command cilium-policy says which connections Cilium's policy engine allows, without a cluster: the agent's own parsers,
// label filter, selector cache and map of verdicts, fed with policies and peers from standard input.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"

	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	ipcache "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	ciliumv2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	networkingv1 "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	metav1 "github.com/cilium/cilium/pkg/k8s/slim/k8s/apis/meta/v1"
	"github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/policy/types"
	policyutils "github.com/cilium/cilium/pkg/policy/utils"
	"github.com/cilium/cilium/pkg/u8proto"
)

// As the agent calls a cluster that nobody named.
const clusterName = "default"

type question struct {
	Policies []json.RawMessage `json:"policies"`
	Peers    []peer            `json:"peers"`
	Flows    []flow            `json:"flows"`
}

// A pod, an entity of Cilium's, or an address outside the cluster; an address may be an entity too.
type peer struct {
	Pod     *pod   `json:"pod"`
	Entity  string `json:"entity"`
	Address string `json:"address"`
}

type pod struct {
	Namespace       string            `json:"namespace"`
	NamespaceLabels map[string]string `json:"namespaceLabels"`
	Labels          map[string]string `json:"labels"`
	Ports           map[string]uint16 `json:"ports"`
}

// From and To are places in the list of peers.
type flow struct {
	From     int    `json:"from"`
	To       int    `json:"to"`
	Port     uint16 `json:"port"`
	Protocol string `json:"protocol"`
}

func main() {
	flag.Parse()
	var asked question
	answers, err := []bool(nil), json.NewDecoder(os.Stdin).Decode(&asked)
	if err == nil {
		answers, err = answer(asked)
	}
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answers)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(asked question) ([]bool, error) {
	logger := slog.New(slog.NewTextHandler(io.Discard, nil))
	// What the agent does with its defaults in Kubernetes.
	option.Config.AllowLocalhost = option.AllowLocalhostAlways
	option.Config.EnableIPv4 = true
	api.InitEntities(clusterName)
	if err := labelsfilter.ParseLabelPrefixCfg(logger, nil, nil, ""); err != nil {
		return nil, err
	}

	known := identity.IdentityMap{}
	identities := make([]*identity.Identity, len(asked.Peers))
	for index, one := range asked.Peers {
		found, err := identityOf(index, one)
		if err != nil {
			return nil, err
		}
		identities[index] = found
		known[found.ID] = found.LabelArray
	}

	manager := identitymanager.NewIDManager(logger)
	repository := policy.NewPolicyRepository(logger, known, nil, nil, manager, noMetrics{})
	repository.GetSelectorCache().SetLocalIdentityNotifier(noNames{})
	for _, text := range asked.Policies {
		if err := add(logger, repository, text); err != nil {
			return nil, err
		}
	}
	for _, found := range identities {
		manager.Add(found)
	}

	answers := make([]bool, len(asked.Flows))
	for index, one := range asked.Flows {
		protocol, err := u8proto.ParseProtocol(one.Protocol)
		if err != nil {
			return nil, err
		}
		var ports map[string]uint16
		if target := asked.Peers[one.To].Pod; target != nil {
			ports = target.Ports
		}
		verdict, _, _, err := policy.LookupFlow(logger, repository, manager, types.Flow{
			From: identities[one.From], To: identities[one.To],
			Proto: protocol, Dport: one.Port,
			NamedPortsTCP: ports, NamedPortsUDP: ports,
		})
		if err != nil {
			return nil, err
		}
		answers[index] = verdict.Allowed()
	}
	return answers, nil
}

// Labels as pkg/ipcache and the endpoint manager give them.
func identityOf(index int, one peer) (*identity.Identity, error) {
	id, found := identity.NumericIdentity(identity.MinimalNumericIdentity)+identity.NumericIdentity(index), labels.Labels{}
	if one.Pod != nil {
		namespace := &metav1.ObjectMeta{Name: one.Pod.Namespace, Labels: one.Pod.NamespaceLabels}
		sanitized := utils.SanitizePodLabels(one.Pod.Labels, namespace, "default", clusterName)
		relevant, _ := labelsfilter.Filter(labels.Map2Labels(sanitized, labels.LabelSourceK8s))
		return identity.NewIdentity(id, relevant), nil
	}
	if one.Address != "" {
		address, err := netip.ParseAddr(one.Address)
		if err != nil {
			return nil, err
		}
		id |= identity.IdentityScopeLocal
		found.MergeLabels(labels.GetCIDRLabels(netip.PrefixFrom(address, address.BitLen())))
	}
	switch one.Entity {
	case "":
	case labels.IDNameHost:
		id = identity.ReservedIdentityHost
		found.MergeLabels(labels.LabelHost)
	case labels.IDNameRemoteNode:
		id = identity.ReservedIdentityRemoteNode
		found.MergeLabels(labels.LabelRemoteNode)
	case labels.IDNameKubeAPIServer:
		found.MergeLabels(labels.LabelKubeAPIServer)
	default:
		return nil, fmt.Errorf("unknown entity %q", one.Entity)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("peer %d is neither pod nor entity nor address", index)
	}
	return identity.NewIdentity(id, found), nil
}

func add(logger *slog.Logger, repository *policy.Repository, text json.RawMessage) error {
	var meta struct {
		Kind     string            `json:"kind"`
		Metadata metav1.ObjectMeta `json:"metadata"`
	}
	if err := json.Unmarshal(text, &meta); err != nil {
		return err
	}
	entries, err := parse(logger, meta.Kind, text)
	if err != nil {
		return fmt.Errorf("%s %s/%s: %w", meta.Kind, meta.Metadata.Namespace, meta.Metadata.Name, err)
	}
	kind := ipcache.ResourceKind(meta.Kind)
	repository.ReplaceByResource(entries, ipcache.NewResourceID(kind, meta.Metadata.Namespace, meta.Metadata.Name))
	return nil
}

func parse(logger *slog.Logger, kind string, text json.RawMessage) (types.PolicyEntries, error) {
	switch kind {
	case "NetworkPolicy":
		var object networkingv1.NetworkPolicy
		if err := json.Unmarshal(text, &object); err != nil {
			return nil, err
		}
		return k8s.ParseNetworkPolicy(logger, clusterName, &object)
	case "CiliumNetworkPolicy":
		var object ciliumv2.CiliumNetworkPolicy
		if err := json.Unmarshal(text, &object); err != nil {
			return nil, err
		}
		rules, err := object.Parse(logger, clusterName)
		return policyutils.RulesToPolicyEntries(rules), err
	default:
		return nil, fmt.Errorf("is of no kind that Cilium takes policies from")
	}
}

type noMetrics struct{}

func (noMetrics) AddRule(types.PolicyEntry) {}
func (noMetrics) DelRule(types.PolicyEntry) {}

type noNames struct{}

func (noNames) RegisterFQDNSelector(api.FQDNSelector) uint64   { return 0 }
func (noNames) UnregisterFQDNSelector(api.FQDNSelector) uint64 { return 0 }
